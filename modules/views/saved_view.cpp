#include "modules/views/saved_view.h"

namespace dengyun::views {
namespace {

using meta::field;

constexpr auto fields = meta::record<SavedView>(
    field<&SavedView::user_id>("user_id", {"所有者", "Owner"},
                               {.flags = meta::read_only | meta::filterable, .reference = "user"}),
    field<&SavedView::list>("list", {"列表", "List"},
                            {.flags = meta::required | meta::immutable | meta::filterable, .length_max = 100}),
    field<&SavedView::name>("name", {"名称", "Name"}, {.flags = meta::required, .length_max = 60}),
    field<&SavedView::query>(
        "query", {"内容", "Content"},
        {.length_max = 2000,
         .help = {"筛选、排序和列，与页面地址中的相同", "Filters, order and columns, as in the page's address"}}),
    field<&SavedView::shared>("shared", {"本单位共用", "Shared with the organisation"},
                              {.flags = meta::filterable, .write_permission = "views.share"}));

constexpr std::string_view by_name_columns[] = {"user_id", "list", "name"};
constexpr std::string_view by_list_columns[] = {"list", "shared"};
constexpr meta::Index indexes[] = {{.name = "saved_view_by_name", .columns = by_name_columns, .unique = true},
                                   {.name = "saved_view_by_list", .columns = by_list_columns}};

}  // namespace

constinit const meta::Entity SavedView::description{
    .name = "saved_view", .label = {"视图", "View"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::views

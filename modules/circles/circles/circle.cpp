#include "modules/circles/circles/circle.h"

namespace dengyun::circles {
namespace {

using C = Circle;
constexpr auto fields = meta::record<C>(
    meta::field<&C::name>("name", {"名称", "Name"},
                          {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 60}),
    meta::field<&C::description_text>("description", {"说明", "Description"},
                                      {.length_max = 500, .format = meta::Format::multiline}));
constexpr std::string_view by_name[] = {"name"};
constexpr meta::Index indexes[] = {{.name = "circle_name", .columns = by_name, .unique = true}};

}  // namespace

constinit const meta::Entity Circle::description{
    .name = "circle", .label = {"供应圈", "Circle"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::circles

#include "modules/items/items/item.h"

namespace dengyun::items {
namespace {

constexpr meta::Choice kinds[] = {
    {"made", {"自制件", "Made"}}, {"bought", {"外购件", "Bought"}}, {"material", {"原材料", "Material"}}};
constexpr meta::Choices kind_choices{"item_kind", kinds};

using I = Item;
constexpr auto fields = meta::record<I>(
    meta::field<&I::number>(
        "number", {"物料编号", "Number"},
        {.flags = meta::required | meta::searchable | meta::sortable | meta::filterable, .length_max = 60}),
    meta::field<&I::name>("name", {"名称", "Name"},
                          {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&I::name_en>("name_en", {"英文名称", "English name"}, {.flags = meta::searchable, .length_max = 100}),
    meta::field<&I::unit>("unit", {"计量单位", "Unit"}, {.flags = meta::required, .length_max = 20}),
    meta::field<&I::kind>("kind", {"类别", "Kind"}, {.flags = meta::required | meta::filterable}),
    meta::field<&I::item_group>("item_group", {"物料组", "Item group"},
                                {.flags = meta::filterable | meta::searchable, .length_max = 60}),
    meta::field<&I::material>("material", {"材料", "Material"}, {.flags = meta::searchable, .length_max = 100}),
    meta::field<&I::note>("note", {"备注", "Note"}, {.length_max = 1'000, .format = meta::Format::multiline}));

constexpr std::string_view by_number[] = {"number"};
constexpr meta::Index indexes[] = {{.name = "item_number", .columns = by_number, .unique = true}};

}  // namespace

const meta::Choices& choices_of(ItemKind) { return kind_choices; }

constinit const meta::Entity Item::description{
    .name = "item", .label = {"物料", "Item"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::items

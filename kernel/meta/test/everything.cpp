#include "kernel/meta/test/everything.h"

namespace dengyun::meta::sample {
namespace {

constexpr Choice colours[] = {{"red", {"红", "Red"}}, {"green", {"绿", "Green"}}, {"blue", {"蓝", "Blue"}}};
constexpr Choices colour_choices{"colour", colours};

constexpr auto part_fields = fields(field<&Part::name>("name", {"名称", "Name"}, {.flags = required, .length_max = 20}),
                                    field<&Part::count>("count", {"数量", "Count"}, {.min = 0, .max = 1000}));

using E = Everything;
constexpr auto everything_fields = fields(
    field<&E::name>("name", {"名称", "Name"}, {.flags = required, .length_max = 20}),
    field<&E::note>("note", {"备注", "Note"}, {.length_max = 100, .format = Format::multiline}),
    field<&E::email>("email", {"邮箱", "E-mail"}, {.format = Format::email}),
    field<&E::active>("active", {"启用", "Active"}), field<&E::maybe>("maybe", {"也许", "Maybe"}),
    field<&E::count>("count", {"数量", "Count"}), field<&E::small>("small", {"小数", "Small"}, {.min = -5, .max = 5}),
    field<&E::price>("price", {"价格", "Price"}, {.format = Format::fen}),
    field<&E::longitude>("longitude", {"经度", "Longitude"}, {.format = Format::longitude}),
    field<&E::ratio>("ratio", {"比例", "Ratio"}, {.min = 0, .max = 1}), field<&E::at>("at", {"时间", "At"}),
    field<&E::later>("later", {"以后", "Later"}), field<&E::day>("day", {"日期", "Day"}),
    field<&E::until>("until", {"截止", "Until"}), field<&E::other>("other", {"其他", "Other"}),
    field<&E::parent>("parent", {"上级", "Parent"}), field<&E::colour>("colour", {"颜色", "Colour"}),
    field<&E::accent>("accent", {"点缀", "Accent"}), field<&E::part>("part", {"部分", "Part"}),
    field<&E::spare>("spare", {"备件", "Spare"}),
    field<&E::tags>("tags", {"标签", "Tags"}, {.length_max = 8, .items_max = 3}),
    field<&E::colours>("colours", {"颜色", "Colours"}), field<&E::parts>("parts", {"部分", "Parts"}, {.items_max = 4}),
    field<&E::made_by_us>("made_by_us", {"系统", "Made by us"}, {.flags = read_only}),
    field<&E::fixed>("fixed", {"固定", "Fixed"}, {.flags = immutable}),
    field<&E::hidden>("hidden", {"内部", "Hidden"}, {.flags = internal}),
    field<&E::password>("password", {"密码", "Password"}, {.format = Format::password}),
    field<&E::secret>("secret", {"机密", "Secret"},
                      {.read_permission = "sample.read_secret", .write_permission = "sample.write_secret"}));

constexpr auto workshop_fields = record<Workshop>(
    field<&Workshop::name>("name", {"名称", "Name"}, {.flags = required | searchable | sortable, .length_max = 40}),
    field<&Workshop::area_m2>("area_m2", {"面积", "Area"},
                              {.min = 1, .max = 1'000'000, .help = {"平方米", "Square metres"}}),
    field<&Workshop::colour>("colour", {"颜色", "Colour"}, {.flags = filterable}));

}  // namespace

const Choices& choices_of(Colour) { return colour_choices; }

constinit const Entity Part::description{
    .name = "part", .label = {"部分", "Part"}, .fields = part_fields, .stored = false};
constinit const Entity Everything::description{
    .name = "everything", .label = {"一切", "Everything"}, .fields = everything_fields, .stored = false};
constinit const Entity Workshop::description{
    .name = "workshop", .label = {"车间", "Workshop"}, .fields = workshop_fields, .title_field = "name"};

}  // namespace dengyun::meta::sample

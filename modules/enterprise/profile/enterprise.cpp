#include "modules/enterprise/profile/enterprise.h"

namespace dengyun::enterprise {
namespace {

using E = Enterprise;
constexpr std::string_view read_private = "enterprise.read_private";

constexpr auto fields = meta::record<E>(
    meta::field<&E::name>("name", {"企业名称", "Name"},
                          {.flags = meta::required | meta::searchable | meta::sortable,
                           .length_max = 100,
                           .help = {"与营业执照一致", "As on the business licence"}}),
    meta::field<&E::name_en>("name_en", {"英文名称", "English name"}, {.flags = meta::searchable, .length_max = 150}),
    meta::field<&E::company_code>("company_code", {"统一社会信用代码", "Unified social credit code"},
                                  {.flags = meta::searchable | meta::filterable,
                                   .length_max = 18,
                                   .help = {"营业执照上的 18 位代码", "The 18 characters on the business licence"}}),
    meta::field<&E::industry_code>("industry_code", {"行业", "Industry"},
                                   {.flags = meta::filterable, .length_max = 4, .format = meta::Format::industry}),
    meta::field<&E::region_code>("region_code", {"所在地区", "Region"},
                                 {.flags = meta::filterable, .length_max = 6, .format = meta::Format::region}),
    meta::field<&E::address>("address", {"地址", "Address"}, {.flags = meta::searchable, .length_max = 200}),
    meta::field<&E::longitude>("longitude", {"经度", "Longitude"}, {.format = meta::Format::longitude}),
    meta::field<&E::latitude>("latitude", {"纬度", "Latitude"}, {.format = meta::Format::latitude}),
    meta::field<&E::founded_on>("founded_on", {"成立日期", "Founded on"}, {.flags = meta::sortable}),
    meta::field<&E::employees>("employees", {"员工人数", "Employees"},
                               {.flags = meta::sortable, .min = 0, .max = 2'000'000}),
    meta::field<&E::registered_capital_fen>("registered_capital_fen", {"注册资本", "Registered capital"},
                                            {.min = 0, .format = meta::Format::fen, .read_permission = read_private}),
    meta::field<&E::phone>("phone", {"电话", "Phone"},
                           {.length_max = 32, .format = meta::Format::phone, .read_permission = read_private}),
    meta::field<&E::email>("email", {"电子邮箱", "E-mail"},
                           {.length_max = 100, .format = meta::Format::email, .read_permission = read_private}),
    meta::field<&E::website>("website", {"网站", "Website"}, {.length_max = 200, .format = meta::Format::url}),
    meta::field<&E::description_text>(
        "description", {"企业简介", "About the enterprise"},
        {.flags = meta::searchable, .length_max = 2'000, .format = meta::Format::multiline}),
    meta::field<&E::demonstration>("demonstration", {"演示数据", "Demonstration data"},
                                   {.flags = meta::read_only | meta::filterable}),
    meta::field<&E::province_code>("province_code", {"省", "Province"},
                                   {.flags = meta::read_only | meta::filterable, .length_max = 6}),
    meta::field<&E::prefecture_code>("prefecture_code", {"地市", "Prefecture"},
                                     {.flags = meta::read_only | meta::filterable, .length_max = 6}),
    meta::field<&E::industry_section>("industry_section", {"行业门类", "Industry section"},
                                      {.flags = meta::read_only | meta::filterable, .length_max = 4}),
    meta::field<&E::industry_division>("industry_division", {"行业大类", "Industry division"},
                                       {.flags = meta::read_only | meta::filterable, .length_max = 4}),
    meta::field<&E::industry_group>("industry_group", {"行业中类", "Industry group"},
                                    {.flags = meta::read_only | meta::filterable, .length_max = 4}));

// The directory is read over all organisations, so these do not start with one.
constexpr std::string_view by_company_code[] = {"company_code"};
constexpr std::string_view by_name[] = {"name", "id"};
constexpr std::string_view by_region[] = {"region_code"};
constexpr std::string_view by_prefecture[] = {"prefecture_code"};
constexpr meta::Index indexes[] = {
    {.name = "enterprise_company_code", .columns = by_company_code, .across_organisations = true},
    {.name = "enterprise_directory", .columns = by_name, .across_organisations = true},
    {.name = "enterprise_region", .columns = by_region, .across_organisations = true},
    {.name = "enterprise_prefecture", .columns = by_prefecture, .across_organisations = true},
};

}  // namespace

constinit const meta::Entity Enterprise::description{
    .name = "enterprise", .label = {"企业", "Enterprise"}, .fields = fields, .indexes = indexes, .title_field = "name"};

}  // namespace dengyun::enterprise

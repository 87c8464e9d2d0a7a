#include "modules/evaluations/exemptions/exemption.h"

namespace dengyun::evaluations {
namespace {

using X = SupplierExemption;
constexpr auto fields = meta::record<X>(
    meta::field<&X::supplier_id>(
        "supplier_id", {"供方", "Supplier"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "organisation"}),
    meta::field<&X::reason>(
        "reason", {"放行理由", "Reason"},
        {.flags = meta::required | meta::immutable, .length_max = 500, .format = meta::Format::multiline}),
    meta::field<&X::valid_until>("valid_until", {"有效期至", "Valid until"},
                                 {.flags = meta::required | meta::immutable | meta::sortable}),
    meta::field<&X::granted_by>("granted_by", {"批准人", "Granted by"}, {.flags = meta::read_only}));
constexpr std::string_view by_supplier[] = {"supplier_id", "valid_until"};
constexpr meta::Index indexes[] = {{.name = "supplier_exemption_supplier", .columns = by_supplier}};

}  // namespace

constinit const meta::Entity SupplierExemption::description{.name = "supplier_exemption",
                                                            .label = {"供应商放行", "Exemption"},
                                                            .fields = fields,
                                                            .indexes = indexes,
                                                            .title_field = "reason"};

}  // namespace dengyun::evaluations

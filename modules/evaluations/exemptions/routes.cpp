// Exemptions from the line: granted, and ended before their day by removing them.
#include "modules/evaluations/routes.h"

#include "kernel/api/flow_routes.h"

namespace dengyun::evaluations {

void add_exemption_routes(api::Routes& routes) {
    const auto reads = api::needs("evaluations.read");
    const auto grants = api::needs("evaluations.exempt");
    routes.declare(SupplierExemption::description);
    routes.list<SupplierExemption>("/api/v1/supplier-exemptions", reads,
                                   {"低于合格线而放行的供应商", "Suppliers that are exempt from the line"},
                                   [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                       return reader.list<SupplierExemption>(query);
                                   },
                                   {.list_of = "supplier_exemption", .exported = true});
    routes.get<SupplierExemption>("/api/v1/supplier-exemptions/{id}", reads, {"查看放行", "Read an exemption"},
                                  [](const api::Call& call, store::Reader& reader) -> Result<SupplierExemption> {
                                      DENGYUN_TRY(id, call.id<SupplierExemption>());
                                      return reader.find(id);
                                  });
    routes.post<SupplierExemption, SupplierExemption>(
        "/api/v1/supplier-exemptions", grants, {"放行供应商", "Exempt a supplier from the line"},
        [](const api::Call& call, store::Unit& unit, const SupplierExemption& given) {
            auto exemption = given;
            exemption.organisation_id = call.principal->organisation;
            exemption.granted_by = unit.scope().actor().name;
            return exempt(unit, std::move(exemption));
        },
        {.reach = api::Reach::all});
    routes.remove("/api/v1/supplier-exemptions/{id}", grants, {"结束放行", "End an exemption"},
                  [](const api::Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(exemption, api::find_expected<SupplierExemption>(call, unit));
                      return unit.remove(exemption);
                  });
}

}  // namespace dengyun::evaluations

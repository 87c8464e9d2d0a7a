// Certificates as a resource, the list of those that wait for a verifier, and their scans.
#include "modules/enterprise/routes.h"

#include "kernel/api/resource.h"
#include "modules/enterprise/certificates/rules.h"
#include "modules/enterprise/files/delivery.h"
#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {
namespace {

using Status = CertificateStatus;

bool may_verify(const api::Call& call) { return call.viewer().may("certificates.verify"); }

bool visible(const api::Call& call, const Certificate& certificate) {
    return may_verify(call) ? is_for_review(certificate.status) : is_public(certificate.status);
}

// The values of one field are alternatives. Where the caller asks for some himself, those that he may see are kept.
bool narrow(const api::Call& call, store::Query& query) {
    const auto hidden = [&](std::string_view name) {
        const auto status = meta::value_of<Status>(name);
        return status && !(may_verify(call) ? is_for_review(*status) : is_public(*status));
    };
    const auto of_status = [](const auto& filter) { return filter.field == "status"; };
    const bool asked = std::ranges::any_of(query.filters, of_status);
    std::erase_if(query.filters, [&](const auto& filter) { return of_status(filter) && hidden(filter.value); });
    if (asked) return std::ranges::any_of(query.filters, of_status);
    for (const auto& choice : choices_of(Status{}).entries)
        if (!hidden(choice.name)) query.filters.push_back({"status", std::string(choice.name)});
    return true;
}

Result<> check(store::Reader& reader, const Certificate& certificate) {
    DENGYUN_CHECK(check_certificate(certificate, china_date(reader.now())));
    if (!certificate.file_id || reader.find(*certificate.file_id)) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"file_id", "unknown_reference"}});
}

Result<> prepare(store::Unit& unit, Certificate&, const Certificate* before) {
    if (before != nullptr) return {};
    return check_room(unit, "SELECT COUNT(*) FROM certificate WHERE organisation_id = ?", certificates_max,
                      "certificate.too_many");
}

// The scan goes wherever the certificate goes.
Result<api::Reply> read_scan(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Certificate>());
    DENGYUN_TRY(certificate, reader.find(id));
    const bool foreign = call.principal->organisation != certificate.organisation_id;
    if ((foreign && !visible(call, certificate)) || !certificate.file_id)
        return fail(ErrorKind::not_found, "request.not_found");
    return deliver(reader, *certificate.file_id);
}

}  // namespace

void add_certificate_routes(api::Routes& routes) {
    api::add_resource<Certificate>(
        routes, {.path = "/api/v1/certificates",
                 .read = "enterprise.read",
                 .edit = "certificates.edit",
                 .open = true,
                 .importable = true,
                 .check = check,
                 .prepare = prepare,
                 .editable = [](store::Reader&, const Certificate& certificate) { return check_editable(certificate); },
                 .visible = visible,
                 .narrow = narrow});
    routes.list<Certificate>("/api/v1/certificate-reviews", api::needs("certificates.verify"),
                             {"待核验的证书", "Certificates that wait for a verifier"},
                             [](const api::Call&, store::Reader& reader, store::Query query) {
                                 std::erase_if(query.filters,
                                               [](const auto& filter) { return filter.field == "status"; });
                                 query.filters.push_back({"status", "submitted"});
                                 return reader.list<Certificate>(query);
                             },
                             {.reach = api::Reach::all, .list_of = "certificate", .exported = true});
    routes.get<api::Nothing>("/api/v1/certificates/{id}/scan", api::needs("enterprise.read"),
                             {"查看证书扫描件", "Read the scan of a certificate"}, read_scan,
                             {.reach = api::Reach::all, .raw_body = true});
}

}  // namespace dengyun::enterprise

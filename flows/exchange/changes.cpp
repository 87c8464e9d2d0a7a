// Versions of a purchase order as OrderChange: what differs from the version before, each line in full.
#include <algorithm>

#include "flows/exchange/lines.h"
#include "kernel/meta/date.h"

namespace dengyun::exchange {
namespace {

using purchase_orders::LineInput;
using purchase_orders::OrderLine;

std::unexpected<Error> invalid(std::string field, std::string code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::move(field), std::move(code), std::move(detail)}});
}

// The code of the line in a change: added, changed; nullopt where it stays as it was.
std::optional<std::string_view> code_of(const std::vector<LineInput>& before, const LineInput& line) {
    const auto was = std::ranges::find(before, line.position, &LineInput::position);
    if (was == before.end()) return line_added;
    if (!purchase_orders::changes_between(std::span(&*was, 1), std::span(&line, 1)).empty()) return line_changed;
    return std::nullopt;
}

// The caller's order with a supplier, by our number or by his own. Error: invalid with an issue on the reference.
Result<PurchaseOrder> own_order(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier,
                                const std::string& name) {
    constexpr std::string_view place = "cac:OrderReference/cbc:ID";
    auto found = order_between(reader, buyer, supplier, name, place);
    if (found || found.error().kind != ErrorKind::invalid) return found;
    store::Query query;
    query.filters = {{"buyer_reference", name}, {"supplier_id", to_text(supplier)}};
    query.limit = store::page_limit_max;
    DENGYUN_TRY(page, reader.list<PurchaseOrder>(query));
    std::erase_if(page.items,
                  [&](const auto& order) { return order.organisation_id != buyer || order.terms_version == 0; });
    // The buyer's own number need not be unique: which one of several is meant nobody knows.
    if (page.items.size() != 1) return found;
    return std::move(page.items.front());
}

// The line as it stands with what the document says of it.
Result<boost::json::object> changed_line(const OrderLine& line, const ubl::Line& given) {
    auto made = boost::json::parse(meta::to_json(purchase_orders::input_of(line))).as_object();
    for (auto& [key, value] : input_of(given)) made[key] = value;
    auto schedules = schedules_of(given);
    // One delivery of all is one delivery of all that is asked for now.
    if (schedules.empty() && line.schedules.size() == 1)
        schedules.push_back(boost::json::object{{"quantity", given.quantity->quantity.value},
                                                {"due_on", meta::date_text(line.schedules.front().due_on)}});
    if (!schedules.empty()) made["schedules"] = std::move(schedules);
    return made;
}

Result<boost::json::array> lines_of_change(const std::vector<OrderLine>& lines, const ubl::Document& document) {
    boost::json::array all;
    std::size_t position = 0;
    for (const auto& given : document.lines) {
        const auto place = fmt::format("cac:OrderLine.{}.cac:LineItem/", ++position);
        if (given.status == line_added) {
            auto made = input_of(given);
            made["schedules"] = schedules_of(given);
            all.push_back(std::move(made));
            continue;
        }
        // A line that is not wanted any more is withdrawn, which is no change of its terms.
        if (!given.status.empty() && given.status != line_changed)
            return invalid(place + "cbc:LineStatusCode", "unknown_choice");
        const auto named =
            std::ranges::find_if(lines, [&](const auto& one) { return std::to_string(one.position) == given.id; });
        if (named == lines.end()) return invalid(place + "cbc:ID", "unknown_reference");
        DENGYUN_TRY(made, changed_line(*named, given));
        all.push_back(std::move(made));
    }
    return all;
}

}  // namespace

std::string change_number(const PurchaseOrder& order, std::int64_t version) {
    return fmt::format("{}-V{}", order.number, version);
}

Result<ubl::Document> document_of(store::Reader& reader, const PurchaseOrder& order,
                                  const purchase_orders::OrderVersion& version) {
    DENGYUN_TRY(document, headed(reader, order, ubl::Kind::order_change));
    DENGYUN_TRY(before, purchase_orders::version_of(reader, order.id, version.number - 1));
    document.id = change_number(order, version.number);
    document.issued_on = china_date(version.created_at);
    document.version = std::to_string(version.number);
    document.note = version.reason;
    document.order = order.number;
    for (const auto& line : version.lines) {
        const auto code = code_of(before.lines, line);
        if (!code) continue;
        DENGYUN_TRY(made, asked(line));
        made.status = *code;
        document.lines.push_back(std::move(made));
    }
    // What changes nothing that a line says (the item that it is) is told of every line.
    if (document.lines.empty())
        for (const auto& line : version.lines) {
            DENGYUN_TRY(made, asked(line));
            document.lines.push_back(std::move(made));
        }
    DENGYUN_CHECK(add_up(document));
    return std::move(document);
}

Result<Became> take_order_change(const api::Call& call, store::Unit& unit, const ubl::Document& document) {
    const auto buyer = call.principal->organisation;
    DENGYUN_TRY(supplier, organisation_of(unit, document.seller, "cac:SellerSupplierParty"));
    DENGYUN_TRY(order, own_order(unit, buyer, supplier, document.order));
    // The first version is the order itself.
    const auto version = id_from_text(document.version).value_or(0);
    if (version < 2) return invalid("cbc:SequenceNumberID", "too_small", "2");
    if (document.note.empty()) return invalid("cbc:Note", "required");
    DENGYUN_TRY(lines, purchase_orders::lines_of(unit, order.id));
    DENGYUN_TRY(asked_for, lines_of_change(lines, document));
    const boost::json::object given{
        {"terms_version", version - 1}, {"reason", document.note}, {"lines", std::move(asked_for)}};
    DENGYUN_TRY(input, read_as<purchase_orders::ChangeInput>(given, call));
    DENGYUN_TRY(changed, purchase_orders::change(unit, std::move(order), input, {*call.principal, false, false}));
    return Became{"purchase_order", changed.id.value, changed.number};
}

}  // namespace dengyun::exchange

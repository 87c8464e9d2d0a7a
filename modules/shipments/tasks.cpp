// What waits for people because of shipments, and what they are told.
#include "modules/shipments/routes.h"

namespace dengyun::shipments {
namespace {

// "气缸支架 · SH05C7…": what it is, before the code on its box.
std::string title_of(const Shipment& shipment) {
    std::string goods;
    for (const auto& line : shipment.lines) goods += (goods.empty() ? "" : " + ") + line.goods;
    return goods + " · " + shipment.label_code;
}

// `sql` tells id, organisation and since when it waits.
Result<api::FoundTasks> found_by(store::Reader& reader, std::string_view sql, Id<Organisation> organisation,
                                 Duration waits) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        found.add({.title = {},
                   .entity = "shipment",
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = {row.integer(1)},
                   .due_at = row.is_null(2) ? std::nullopt : std::optional(instant_of(row.integer(2)) + waits)});
    }));
    for (auto& task : found.tasks) {
        const auto id = parse_id<Shipment>(task.entity_id);
        if (!id) continue;
        DENGYUN_TRY(shipment, reader.find(*id));
        task.title = title_of(shipment);
    }
    return found;
}

Result<api::FoundTasks> to_receive(const api::Call& call, store::Reader& reader) {
    return found_by(reader,
                    "SELECT id, organisation_id, COALESCE(arrived_at, expected_at) FROM shipment "
                    "WHERE receiver_id = ? AND status IN ('dispatched', 'arrived') ORDER BY 3, id LIMIT ?",
                    call.principal->organisation, signing_time);
}

Result<api::FoundTasks> to_dispatch(const api::Call& call, store::Reader& reader) {
    return found_by(reader,
                    "SELECT id, organisation_id, expected_at FROM shipment WHERE organisation_id = ? "
                    "AND status = 'draft' ORDER BY created_at, id LIMIT ?",
                    call.principal->organisation, Duration{0});
}

std::optional<std::string> shipment_subject(store::Reader& reader, const store::Event& event) {
    const auto shipment = reader.find(Id<Shipment>{event.entity_id});
    return shipment ? title_of(*shipment) : std::string();
}

std::optional<std::string> receipt_subject(store::Reader& reader, const store::Event& event) {
    const auto receipt = reader.find(Id<Receipt>{event.entity_id});
    if (!receipt) return std::string();
    const auto shipment = reader.find(receipt->shipment_id);
    return shipment ? shipment->label_code : std::string();
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"shipment.dispatched",
     {"货物已发出", "Goods are on their way"},
     Audience::organisation,
     "shipments.receive",
     shipment_subject},
    {"shipment.signed",
     {"货物已签收", "Goods were signed for"},
     Audience::organisation,
     "shipments.send",
     shipment_subject},
    {"shipment.deemed_signed",
     {"逾期未签，视同签收", "Nobody signed in time: deemed signed"},
     Audience::organisation,
     "shipments.read",
     shipment_subject},
    {"shipment.missed",
     {"逾期未到，视同丢失", "Goods did not arrive: deemed lost"},
     Audience::organisation,
     "shipments.read",
     shipment_subject},
    {"shipment.lost", {"货物丢失", "Goods were lost"}, Audience::organisation, "shipments.receive", shipment_subject},
    {"receipt.reversed",
     {"签收已冲销", "A receipt was reversed"},
     Audience::organisation,
     "shipments.send",
     receipt_subject},
};

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "shipments_to_receive",
                                   .label = {"待签收的货物", "Goods to sign for"},
                                   .permission = "shipments.receive",
                                   .reads_all = true,
                                   .find = to_receive});
    routes.declare(api::TaskSource{.name = "shipments_to_dispatch",
                                   .label = {"待发出的货物", "Goods to dispatch"},
                                   .permission = "shipments.send",
                                   .find = to_dispatch});
    routes.declare(own_notices);
}

}  // namespace dengyun::shipments

// Where a task's pieces go next, for the workshop that has made them.
#include <algorithm>

#include "flows/fulfilment/pieces.h"

namespace dengyun::fulfilment {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
using D = Destination;
constexpr auto destination_fields = meta::fields(
    meta::field<&D::receiver_id>("receiver_id", {"收货单位", "Receiver"},
                                 {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&D::site_id>("site_id", {"收货厂区", "Site"}, {.flags = meta::read_only, .reference = "site"}),
    meta::field<&D::operation_name>("operation_name", {"下道工序", "Next operation"}, told),
    meta::field<&D::operation_name_en>("operation_name_en", {"下道工序英文名称", "Its English name"}, told),
    meta::field<&D::quantity>("quantity", {"数量", "Quantity"},
                              {.flags = meta::read_only, .format = meta::Format::milli}),
    meta::field<&D::is_own>("is_own", {"本单位", "The workshop itself"}, told));
constexpr auto fields =
    meta::fields(meta::field<&Destinations::open>("open", {"可交接数量", "Open"},
                                                  {.flags = meta::read_only, .format = meta::Format::milli}),
                 meta::field<&Destinations::destinations>("destinations", {"去向", "Destinations"},
                                                          {.flags = meta::read_only, .items_max = 200}));

}  // namespace

constinit const meta::Entity Destination::description{.name = "task_destination",
                                                      .label = {"任务去向", "Destination of a task"},
                                                      .fields = destination_fields,
                                                      .stored = false};
constinit const meta::Entity Destinations::description{
    .name = "task_destinations", .label = {"任务去向", "Destinations of a task"}, .fields = fields, .stored = false};

Result<Destinations> destinations_of(store::Reader& reader, const orders::OperationTask& from) {
    Destinations out;
    DENGYUN_TRY(open, open_pieces(reader, from));
    out.open = open;
    if (from.is_last) {
        DENGYUN_TRY(order, reader.find(from.order_id));
        DENGYUN_TRY(waits, awaited(reader, order));
        out.destinations.push_back(
            {.receiver_id = order.organisation_id, .site_id = order.site_id, .quantity = std::min(open, waits)});
        return out;
    }
    DENGYUN_TRY(successors, orders::successors_of(reader, from));
    for (const auto& to : successors) {
        if (to.status == orders::TaskStatus::cancelled) continue;
        const Quantity waits{missing(to, from.id)};
        const auto known = std::ranges::find(out.destinations, to.workshop_id, &Destination::receiver_id);
        if (known != out.destinations.end()) {
            known->quantity.value += waits.value;
            continue;
        }
        out.destinations.push_back({.receiver_id = to.workshop_id,
                                    .site_id = to.site_id,
                                    .operation_name = to.operation_name,
                                    .operation_name_en = to.operation_name_en,
                                    .quantity = waits,
                                    .is_own = to.workshop_id == from.workshop_id});
    }
    for (auto& one : out.destinations) one.quantity = std::min(one.quantity, open);
    return out;
}

}  // namespace dengyun::fulfilment

#pragma once
// How many pieces of a task may go on, and where to. Private to this flow.
#include "flows/fulfilment/fulfilment.h"

namespace dengyun::fulfilment {

// What is good, is not handed over and lies in no shipment that may still be signed for.
[[nodiscard]] Result<Quantity> open_pieces(store::Reader& reader, const orders::OperationTask& from);
// What the buyer still waits for, less what is on its way to him.
[[nodiscard]] Result<Quantity> awaited(store::Reader& reader, const orders::SalesOrder& order);
// What `to` still waits for of `from`, in milli: whole pieces.
[[nodiscard]] std::int64_t missing(const orders::OperationTask& to, Id<orders::OperationTask> from);

// Pieces in shipments that may still be signed for, in milli.
[[nodiscard]] Result<std::int64_t> on_the_way_from(store::Reader& reader, Id<orders::OperationTask> from);
// What was signed for and is sound, in milli.
[[nodiscard]] std::int64_t sound_pieces(const shipments::Receipt& receipt);
[[nodiscard]] bool is_cancelled(const orders::OperationTask& task);

// A hand-over note for goods of `from` that `keeper` has and `to` needs.
[[nodiscard]] Result<> forward(store::Unit& unit, Id<orders::OperationTask> from, const orders::OperationTask& to,
                               Id<Organisation> keeper, std::optional<Id<enterprise::Site>> site, Quantity quantity);
// What follows from the moves of such a note.
[[nodiscard]] Result<> after_forwarding(store::Unit& unit, const shipments::Shipment& shipment,
                                        const shipments::Receipt* receipt);

// A party that waits for a task's pieces.
struct Destination {
    Id<Organisation> receiver_id{};
    Id<enterprise::Site> site_id{};
    std::string operation_name;  // what is done there next; empty for the buyer
    std::optional<std::string> operation_name_en;
    Quantity quantity{};  // what it waits for, at most what is open
    bool is_own = false;  // the workshop itself: passed on without a shipment
    static const meta::Entity description;
};
struct Destinations {
    Quantity open{};
    std::vector<Destination> destinations;
    static const meta::Entity description;
};
[[nodiscard]] Result<Destinations> destinations_of(store::Reader& reader, const orders::OperationTask& from);

}  // namespace dengyun::fulfilment

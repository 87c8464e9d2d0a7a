#pragma once
// A return: goods of one line of a received shipment that go back to who sent them. Its row belongs to who received
// them; the sender, as supplier, is the other side. docs/state-machines/goods_return.md
#include "kernel/flow/state_table.h"
#include "modules/shipments/api.h"

namespace dengyun::returns {

inline constexpr Duration answer_time = 5 * flow::day;     // a silent supplier has approved
inline constexpr Duration sending_time = 15 * flow::day;   // what is not sent back in so long is kept
inline constexpr Duration travel_time = 15 * flow::day;    // what was sent so long ago has been received
inline constexpr Duration settling_time = 15 * flow::day;  // a supplier who does nothing about it credits
inline constexpr Duration closing_time = 7 * flow::day;
inline constexpr Duration dispute_time = 15 * flow::day;  // to dispute a refusal; after that it stands

enum class ReturnStatus {
    requested,
    approved,
    refused,
    disputed,
    sent,
    received,
    repaired,
    replaced,
    credited,
    closed
};
enum class ReturnAction {
    approve,
    refuse,
    deem_approved,
    send,
    keep,
    receive,
    deem_received,
    repair,
    replace,
    credit,
    deem_credited,
    dispute,
    uphold,
    dismiss,
    close,
    settle
};
enum class Remedy { repair, replace, credit };
const meta::Choices& choices_of(ReturnStatus);
const meta::Choices& choices_of(ReturnAction);
const meta::Choices& choices_of(Remedy);

struct GoodsReturn : meta::Record<GoodsReturn> {
    Id<Organisation> supplier_id{};
    Id<shipments::Shipment> shipment_id{};
    std::int64_t position = 1;  // of the shipment's line
    std::string lot;
    std::string goods;
    Quantity quantity{};
    Money value{};  // of the goods, as the contract has it: what a credit is about
    Remedy wanted = Remedy::replace;
    std::string reason;
    // Of the shipment that the goods came with.
    std::optional<std::string> subject_kind;
    std::optional<Id<shipments::Subject>> subject_id;
    std::optional<Id<Organisation>> subject_organisation_id;
    ReturnStatus status = ReturnStatus::requested;
    std::optional<Instant> sent_at;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::returns

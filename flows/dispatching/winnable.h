#pragma once
// What a workshop can win: operations that nobody has yet and one of its machines knows, with what it would get for
// them by its own rate card, and why not where it cannot.
#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {

// Where an operation comes from.
enum class WinnableFrom {
    need,  // its order is being quoted
    task,  // it was declined, not answered, taken back or scrapped, and looks for a workshop
};
const meta::Choices& choices_of(WinnableFrom);

struct Winnable {
    Id<items::Operation> operation_id{};
    WinnableFrom from = WinnableFrom::need;
    std::string operation_name;
    std::optional<std::string> operation_name_en;
    reference::Process process{};
    std::int64_t pieces = 0;  // that go in
    meta::Date due_on{};
    std::optional<std::string> material;
    std::optional<std::int64_t> part_size_mm;
    std::optional<std::int64_t> tolerance_um;
    bool can_win = false;
    // The machine that could do it, or comes nearest.
    Id<capacity::Machine> machine_id{};
    std::string machine_name;
    std::vector<capacity::Refusal> refusals;
    bool has_rate_card = false;
    std::int64_t minutes_needed = 0;
    std::int64_t free_minutes = 0;  // of the machine, until it is due
    Money expected_price{};         // by the rate card that holds today
    std::vector<capacity::PriceLine> price_lines;
    Money per_hour{};       // of machine time
    std::int64_t able = 0;  // machines of all workshops that can do it, one's own among them
    static const meta::Entity description;
};

struct WinnableList {
    std::vector<Winnable> items;
    static const meta::Entity description;
};

// GET winnable-operations: what earns most in an hour first, what cannot be won behind it.
void add_winnable_routes(api::Routes& routes, Solver& solver);

}  // namespace dengyun::dispatching

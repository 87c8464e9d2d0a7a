#pragma once
// What can still be invoiced, receipt by receipt. Private to this engine.
#include <map>
#include <set>
#include <unordered_map>

#include "engines/matching/match.h"

namespace dengyun::matching {

class Pool {
  public:
    // Receipts less returns. Error: invalid "matching.bad_input".
    [[nodiscard]] static Result<Pool> of(const Input& input);

    // Lays as much of `quantity` as there is onto one receipt, or onto those of an order line, the earliest first;
    // answers how much.
    std::int64_t take_of_receipt(std::int64_t invoice_line, std::int64_t receipt, std::int64_t quantity,
                                 std::vector<Allocation>& out);
    std::int64_t take_of_order_line(std::int64_t invoice_line, std::int64_t order_line, std::int64_t quantity,
                                    std::vector<Allocation>& out);
    // Of the allowance beyond what was received.
    std::int64_t take_allowance(std::int64_t order_line, std::int64_t quantity);

    [[nodiscard]] std::int64_t received(std::int64_t order_line) const;  // less returns
    [[nodiscard]] const Receipt* receipt(std::int64_t id) const;
    void tell_uninvoiced(std::vector<Allocation>& out) const;

  private:
    struct Held {
        const Receipt* receipt;
        std::int64_t left;
    };
    struct Line {
        std::vector<std::size_t> held;  // by day
        std::size_t first = 0;          // before it nothing is left
        std::int64_t received = 0;
        std::int64_t allowance = 0;
    };
    std::int64_t take(Held& held, std::int64_t invoice_line, std::int64_t quantity, std::vector<Allocation>& out);
    Result<> subtract(const Return& back);

    std::vector<Held> held_;
    std::unordered_map<std::int64_t, std::size_t> by_receipt_;
    std::map<std::int64_t, Line> lines_;
};

}  // namespace dengyun::matching

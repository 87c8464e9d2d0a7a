#include "engines/matching/credits.h"

#include <algorithm>
#include <unordered_map>

namespace dengyun::matching {

std::vector<std::int64_t> net_of_credits(const Input& input) {
    std::unordered_map<std::int64_t, std::int64_t> line_of_receipt;
    for (const auto& receipt : input.receipts) line_of_receipt[receipt.id] = receipt.order_line;
    const auto key_of = [&](const InvoiceLine& line) {
        const auto named = line_of_receipt.find(line.receipt);
        const auto order_line = named == line_of_receipt.end() ? line.order_line : named->second;
        return order_line != 0 ? std::to_string(order_line) : "item " + line.item;
    };
    std::vector<std::int64_t> net;
    std::unordered_map<std::string, std::vector<std::size_t>> lines;
    for (std::size_t i = 0; i < input.invoice_lines.size(); ++i) {
        net.push_back(input.invoice_lines[i].quantity.value);
        if (!input.invoice_lines[i].is_credit) lines[key_of(input.invoice_lines[i])].push_back(i);
    }
    for (std::size_t i = 0; i < input.invoice_lines.size(); ++i) {
        if (!input.invoice_lines[i].is_credit) continue;
        const auto found = lines.find(key_of(input.invoice_lines[i]));
        if (found == lines.end()) continue;
        const auto take = [&](std::size_t at) {
            const auto part = std::min(net[at], net[i]);
            net[at] -= part;
            net[i] -= part;
        };
        const auto& same = found->second;
        const auto after = std::ranges::upper_bound(same, i);
        for (auto at = after; at != same.begin();) take(*--at);
        for (auto at = after; at != same.end(); ++at) take(*at);
    }
    return net;
}

}  // namespace dengyun::matching

#include "modules/sourcing/bids/seal.h"

#include <fmt/format.h>
#include <set>

#include "kernel/base/digest.h"
#include "kernel/base/vault.h"

namespace dengyun::sourcing {
namespace {

using F = BidAttachment;
constexpr auto attachment_fields = meta::fields(
    meta::field<&F::name>("name", {"文件名", "Name"}, {.flags = meta::required}),
    meta::field<&F::media_type>("media_type", {"类型", "Type"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&F::content>("content", {"内容", "Content"},
                             {.flags = meta::required, .length_max = sealed_length_max}));
using D = BidDocument;
constexpr auto document_fields = meta::fields(
    meta::field<&D::offers>("offers", {"逐行报价", "Offers"}, {.items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&D::answers>("answers", {"评审项承诺", "Answers"},
                             {.items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&D::note>("note", {"说明", "Note"}, {.length_max = 2'000, .format = meta::Format::multiline}),
    meta::field<&D::attachments>("attachments", {"附件", "Attachments"},
                                 {.items_max = static_cast<std::uint32_t>(attachments_max)}));

}  // namespace

constinit const meta::Entity BidAttachment::description{
    .name = "bid_attachment", .label = {"附件", "Attachment"}, .fields = attachment_fields, .stored = false};
constinit const meta::Entity BidDocument::description{
    .name = "bid_document", .label = {"报价内容", "Content of a bid"}, .fields = document_fields, .stored = false};

std::string binding_of(Id<Rfx> rfx, std::string_view bidder) {
    return fmt::format("dengyun-bid-v1\n{}\n{}", to_text(rfx), bidder);
}

std::string commitment_to(std::string_view binding, std::string_view key, std::string_view document) {
    std::string all;
    all.reserve(binding.size() + 1 + key.size() + document.size());
    all.append(binding).append("\n").append(key).append(document);
    return sha256_hex(all);
}

Result<std::string> open_seal(std::string_view sealed, std::string_view key, std::string_view binding,
                              std::string_view commitment) {
    auto bytes = from_base64(key);
    if (!bytes || bytes->size() != vault_key_bytes)
        return fail(ErrorKind::invalid, "request.invalid", {{"key", "malformed"}});
    // The construction is the vault's own, with a key that only the bidder has had.
    auto document = Vault(*bytes).open(sealed, binding);
    if (!document) return fail(ErrorKind::conflict, "bid.seal_not_opened");
    if (!equal_in_constant_time(commitment_to(binding, *bytes, *document), commitment))
        return fail(ErrorKind::conflict, "bid.not_what_was_committed");
    return document;
}

Result<ReadDocument> read_document(const Rfx& rfx, std::string_view text) {
    DENGYUN_TRY(document, meta::from_json<BidDocument>(text));
    std::vector<Issue> issues;
    std::set<std::int64_t> offered;
    Money total{};
    for (std::size_t i = 0; i < document.offers.size(); ++i) {
        auto& offer = document.offers[i];
        const auto line = std::ranges::find(rfx.lines, offer.position, &RfxLine::position);
        const auto field = fmt::format("offers.{}.position", i);
        if (line == rfx.lines.end()) {
            issues.push_back({field, "unknown_line", std::to_string(offer.position)});
            continue;
        }
        if (!offered.insert(offer.position).second) issues.push_back({field, "taken"});
        const auto value = line_value(offer.unit_price, line->quantity);
        if (!value || value->value > amount_fen_max) {
            issues.push_back({fmt::format("offers.{}.unit_price", i), "too_large", std::to_string(amount_fen_max)});
            continue;
        }
        offer.value = *value;
        total.value += value->value;  // at most lines_max * amount_fen_max
    }
    std::set<std::int64_t> answered;
    for (std::size_t i = 0; i < document.answers.size(); ++i) {
        const auto criterion = document.answers[i].criterion;
        const auto field = fmt::format("answers.{}.criterion", i);
        if (criterion > static_cast<std::int64_t>(rfx.criteria.size()))
            issues.push_back({field, "unknown_criterion"});
        else if (!answered.insert(criterion).second)
            issues.push_back({field, "taken"});
    }
    if (offered.empty() && issues.empty()) issues.push_back({"offers", "required"});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    const bool is_whole = offered.size() == rfx.lines.size();
    return ReadDocument{std::move(document), is_whole ? std::optional(total) : std::nullopt};
}

}  // namespace dengyun::sourcing

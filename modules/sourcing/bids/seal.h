#pragma once
// The seal of a bid (docs/adr/0018). The bidder's own device writes the document, makes a random key, and sends
//
//   sealed      base64( nonce || XChaCha20-Poly1305(key, nonce, document, additional data = binding) )
//   commitment  hex( SHA-256( binding || LF || key || document ) )
//   binding     "dengyun-bid-v1" LF <id of the RFx> LF <bidder>          bidder: "organisation:11", "invitation:7"
//
// and keeps the key (32 bytes) until bidding is closed. The commitment binds key and content alike: the cipher by
// itself would let a bidder make a text that opens to two contents with two keys. The binding keeps anybody from
// handing in somebody else's seal as his own.
#include <string>

#include "modules/sourcing/bids/bid.h"

namespace dengyun::sourcing {

inline constexpr std::uint32_t sealed_length_max = 700'000;  // of base64
inline constexpr std::size_t attachments_max = 5;

// A file inside the seal.
struct BidAttachment {
    std::string name;
    std::string media_type;
    std::string content;  // base64
    static const meta::Entity description;
};
// The content of a seal, as JSON.
struct BidDocument {
    std::vector<BidOffer> offers;
    std::vector<BidAnswer> answers;
    std::optional<std::string> note;
    std::vector<BidAttachment> attachments;
    static const meta::Entity description;
};

[[nodiscard]] std::string binding_of(Id<Rfx> rfx, std::string_view bidder);
[[nodiscard]] std::string commitment_to(std::string_view binding, std::string_view key, std::string_view document);
// The text of the document. `key`: base64. Errors: invalid with an issue on key (malformed); conflict
// "bid.seal_not_opened" (another key, or the text was changed), "bid.not_what_was_committed".
[[nodiscard]] Result<std::string> open_seal(std::string_view sealed, std::string_view key, std::string_view binding,
                                            std::string_view commitment);
// Reads a document as an offer for that RFx, with the value of every line and the total. Errors: invalid with issues on
// what is wrong with it: malformed JSON, lines that the RFx does not have (unknown_line) or twice (taken), prices out
// of bounds, criteria (unknown_criterion, taken).
struct ReadDocument {
    BidDocument document;
    std::optional<Money> total;  // where every line is offered
};
[[nodiscard]] Result<ReadDocument> read_document(const Rfx& rfx, std::string_view text);

}  // namespace dengyun::sourcing

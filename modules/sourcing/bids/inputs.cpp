#include "modules/sourcing/bids/inputs.h"

#include "modules/sourcing/bids/seal.h"

namespace dengyun::sourcing {
namespace {

using I = BidInput;
constexpr meta::Options sealed{.flags = meta::required, .length_max = sealed_length_max};
constexpr meta::Options digest{.flags = meta::required, .length_max = 64};
constexpr auto bid_fields =
    meta::fields(meta::field<&I::rfx_id>("rfx_id", {"询价单", "RFQ"}, {.flags = meta::required, .reference = "rfx"}),
                 meta::field<&I::terms_version>("terms_version", {"所依条件版本", "Version of the terms"},
                                                {.flags = meta::required}),
                 meta::field<&I::sealed>("sealed", {"密文", "Sealed"}, sealed),
                 meta::field<&I::commitment>("commitment", {"密封指纹", "Commitment"}, digest));
constexpr auto key_fields =
    meta::fields(meta::field<&KeyInput::key>("key", {"钥匙", "Key"}, {.flags = meta::required, .length_max = 44}));
constexpr auto view_fields =
    meta::fields(meta::field<&SealView::sealed>("sealed", {"密文", "Sealed"}, sealed),
                 meta::field<&SealView::commitment>("commitment", {"密封指纹", "Commitment"}, digest),
                 meta::field<&SealView::digest>("digest", {"密文摘要", "Digest"}, digest));

}  // namespace

constinit const meta::Entity BidInput::description{
    .name = "bid_input", .label = {"密封报价", "Sealed bid"}, .fields = bid_fields, .stored = false};
constinit const meta::Entity KeyInput::description{
    .name = "bid_key_input", .label = {"钥匙", "Key of a bid"}, .fields = key_fields, .stored = false};
constinit const meta::Entity SealView::description{
    .name = "bid_seal_view", .label = {"密封", "Seal"}, .fields = view_fields, .stored = false};

}  // namespace dengyun::sourcing

#include "modules/enterprise/search/search.h"

namespace dengyun::enterprise {
namespace {

constexpr auto hit_fields = meta::fields(meta::field<&SearchHit::entity>("entity", {"种类", "Entity"}),
                                         meta::field<&SearchHit::id>("id", {"编号", "Id"}),
                                         meta::field<&SearchHit::title>("title", {"标题", "Title"}),
                                         meta::field<&SearchHit::subtitle>("subtitle", {"说明", "Subtitle"}));
constexpr auto answer_fields =
    meta::fields(meta::field<&SearchAnswer::items>("items", {"结果", "Hits"}, {.items_max = 100}));

}  // namespace

constinit const meta::Entity SearchHit::description{
    .name = "search_hit", .label = {"搜索结果", "Search hit"}, .fields = hit_fields, .stored = false};
constinit const meta::Entity SearchAnswer::description{
    .name = "search_answer", .label = {"搜索结果", "Search answer"}, .fields = answer_fields, .stored = false};

}  // namespace dengyun::enterprise

#include "modules/exchange/received_document.h"

namespace dengyun::exchange {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
using D = ReceivedDocument;
constexpr auto fields = meta::record<D>(
    meta::field<&D::kind>("kind", {"单据类型", "Kind"},
                          {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&D::number>("number", {"单据编号", "Number"},
                            {.flags = meta::read_only | meta::filterable | meta::searchable, .length_max = 200}),
    meta::field<&D::sender>("sender", {"发送方", "Sender"},
                            {.flags = meta::read_only | meta::searchable, .length_max = 200}),
    meta::field<&D::digest>("digest", {"文件摘要", "Digest"}, {.flags = meta::read_only, .length_max = 64}),
    meta::field<&D::subject_kind>("subject_kind", {"生成的单据类型", "Became (kind)"},
                                  {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&D::subject_id>("subject_id", {"生成的单据", "Became"}, told),
    meta::field<&D::subject_number>("subject_number", {"生成的单据编号", "Became (number)"},
                                    {.flags = meta::read_only | meta::searchable, .length_max = 60}));

constexpr std::string_view by_number[] = {"kind", "sender", "number"};
constexpr meta::Index indexes[] = {{.name = "received_document_number", .columns = by_number, .unique = true}};

}  // namespace

constinit const meta::Entity ReceivedDocument::description{.name = "received_document",
                                                           .label = {"收到的电子单据", "Received document"},
                                                           .fields = fields,
                                                           .indexes = indexes,
                                                           .title_field = "number"};

}  // namespace dengyun::exchange

#pragma once
// An MTConnect agent: its current values once, then every observation by its sequence number, asked for in turn or
// streamed. Where it is is written down after what was read is durable, so that what the agent still holds after an
// outage is read then; what it no longer holds is told as a gap.
#include <map>

#include "edge/gateway/backoff.h"
#include "edge/gateway/mtconnect/document.h"
#include "edge/gateway/mtconnect/multipart.h"
#include "edge/gateway/small_files.h"
#include "edge/gateway/source.h"
#include "edge/http/client.h"
#include "edge/http/stream.h"

namespace dengyun::gateway {

class MtconnectSource final : public Source {
  public:
    // All must outlive it.
    MtconnectSource(const acquisition::MtconnectConnection& connection, SourceNeeds needs,
                    timeseries::Files& positions);

    [[nodiscard]] Moment pass(Moment now) override;
    [[nodiscard]] SourceState state() const override { return condition_.state(); }

  private:
    struct Position {
        std::uint64_t instance = 0;  // 0: nothing was read yet
        std::uint64_t next = 0;
    };
    // A streamed answer that is being read.
    struct Following {
        edge::Stream stream;
        Moment heard;
        std::optional<Multipart> parts{};
        std::string whole{};  // of an answer that is no stream
    };
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> poll();
    // A piece of the stream, opened where there is none; answers whether something came.
    [[nodiscard]] Result<bool> follow();
    [[nodiscard]] Result<> take_piece(const std::string& bytes);
    // Reads one document and moves on; answers how many observations it held.
    [[nodiscard]] Result<std::size_t> read_next();
    [[nodiscard]] Result<std::size_t> take_document(std::string_view text);
    [[nodiscard]] Result<> take(const Streams& streams);

    const acquisition::MtconnectConnection& connection_;
    const SourceNeeds needs_;
    timeseries::Files& files_;
    const std::string position_name_;
    Condition condition_;
    edge::Client client_;
    Backoff backoff_;
    std::multimap<std::string, Teller, std::less<>> tellers_;  // by item
    Position position_;
    std::unique_ptr<Following> following_;
    bool is_loaded_ = false;
};

}  // namespace dengyun::gateway

#pragma once
// What the feed knows of one socket, and what it writes to it. Private to feed.cpp.
#include "kernel/api/feed.h"
#include "kernel/store/events.h"

namespace dengyun::api::feed {

[[nodiscard]] std::shared_ptr<const std::string> shared_text(std::string text);
// `with_data`: for who follows the one document.
[[nodiscard]] std::string text_of(const store::Event& event, bool with_data);
// What proves who is behind a socket, and nothing else of the request.
[[nodiscard]] std::shared_ptr<const http::Request> proof_of(const http::Request& request);

// One socket: small while it is idle. What proves who is behind it is kept, and nothing else of the request.
struct Member {
    std::shared_ptr<http::Socket> socket;
    std::shared_ptr<const http::Request> proof;
    Id<Organisation> organisation{};  // in whose log it is told
    Id<Organisation> home{};          // of who follows
    std::string entity{};             // of the one document; empty: everything
    std::int64_t entity_id = 0;
    const Feed::Look* look = nullptr;  // of a live document
    std::uint64_t seen = 0;            // of it, by this one
    std::pair<ActorKind, std::int64_t> owner{};
    std::optional<std::int64_t> after;  // where it resumes
    Instant check_at{};
    bool gone = false;  // guarded by the mutex; the rest belongs to the feed's thread once it has joined

    [[nodiscard]] bool follows_one() const { return !entity.empty(); }
    [[nodiscard]] bool is_told(const store::Event& event) const {
        return !follows_one() || (event.entity_id == entity_id && event.entity == entity);
    }
};
[[nodiscard]] std::string live_text_of(const Member& member, std::string_view data);
using Members = std::vector<std::shared_ptr<Member>>;

}  // namespace dengyun::api::feed

#pragma once
// The live feed: one WebSocket per open page that tells what happened in the caller's organisation. It reads the event
// log, so that it tells every event at least once and in the order of the log, also those that other processes wrote.
//
// Messages, one JSON object each:
//   {"ready":true,"sequence":41}       after joining: from here on nothing is left out
//   {"sequence":42,"entity":"site","entity_id":"7","event":"site.created","at":"…","actor_name":"…"}
//   {"reset":true,"sequence":90}       more was missed than is told again: load what is shown anew, go on from here
// A client resumes with ?after=SEQUENCE of the last message that it saw.
//
// The content of an event is not told: the feed says that something changed, the routes say to whom they show what.
// A document that others may follow as well (an auction) has a feed of its own: ?entity=auction&entity_id=7 tells the
// events of that one document and nothing else, each with its `data`, as in the event log, and without who did it. Who
// may follow which document is said by the module that declares it (`add_document`); such data must hold nothing that a
// follower may not see.
//
// A live document (a machine that reports) changes too often for a log: ?entity=device&entity_id=7 tells what it is
// like now, a few times a second at most and only where it has changed:
//   {"live":true,"entity":"device","entity_id":"7","data":…}
//
// Every role may follow it ("events.follow"), because every page refreshes itself by it; a role of an organisation's
// own making, or an API key, may be left without.
#include <functional>
#include <memory>
#include <span>

#include "kernel/api/call.h"
#include "kernel/api/permission.h"
#include "kernel/api/principal.h"
#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/http/http.h"
#include "kernel/store/store.h"

namespace dengyun::api {

struct FeedOptions {
    std::size_t sockets_max = 20'000;
    std::size_t sockets_per_user_max = 20;
    std::int64_t missed_max = 1'000;  // events told again to who resumes
    Duration look_interval{400};      // at live documents
    Duration check_interval{60'000};  // how often the session and the permission behind a socket are looked at
};

class Feed {
  public:
    Feed(store::Store& store, Authenticator& authenticator, const Clock& clock, FeedOptions options = {});
    ~Feed();

    // For Application::add_socket(Feed::path, Feed::access, …). Errors: limit "feed.too_many_sockets", "feed.full";
    // invalid with an issue on `after`.
    static constexpr std::string_view path = "/api/v1/feed";
    static constexpr Access access = needs("events.follow");
    [[nodiscard]] Result<std::unique_ptr<http::SocketListener>> listen(const Call& call);

    // Documents that can be followed one by one. The rule answers in whose log the document is told, or why the caller
    // may not follow it; its reader sees every organisation. Before `start`.
    using MayFollow = std::function<Result<Id<Organisation>>(const Call&, store::Reader&, std::int64_t entity_id)>;
    void add_document(std::string entity, MayFollow may_follow);

    // The same for live documents. `look` answers as JSON what is new since `seen` (0 at first), which it brings up to
    // date; nullopt where nothing is. Called on the feed's thread; must be quick.
    using Look =
        std::function<std::optional<std::string>(Id<Organisation>, std::int64_t entity_id, std::uint64_t& seen)>;
    void add_live_document(std::string entity, MayFollow may_follow, Look look);

    // Starts the feed's one thread.
    void start();
    // Does on the caller's thread what is due now: joins, new events, checks. For tests.
    void run_due();
    // Idempotent. Sockets stay open until the edge closes them.
    void stop();
    [[nodiscard]] std::size_t socket_count() const;

  private:
    class Implementation;
    std::shared_ptr<Implementation> implementation_;  // shared with the listeners, which the edge owns
};

[[nodiscard]] std::span<const Permission> feed_permissions();
[[nodiscard]] std::span<const Message> feed_messages();
// Declares the permission, and documents the address among the routes; a call that is no WebSocket upgrade is told so.
void add_feed_route(Routes& routes);

}  // namespace dengyun::api

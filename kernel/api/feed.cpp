#include "kernel/api/feed.h"

#include <condition_variable>
#include <deque>
#include <set>
#include <thread>

#include "kernel/api/feed_member.h"

namespace dengyun::api {
namespace {

using namespace feed;

// The application's own close codes (RFC 6455, 7.4.2).
constexpr unsigned session_over = 4401;
constexpr unsigned permission_gone = 4403;

constexpr Permission declared_permissions[] = {{"events.follow", {"接收实时动态", "Follow the live feed"}, every_role}};

constexpr Message declared_messages[] = {
    {"feed.too_many_sockets",
     {"您打开的实时连接太多，请关闭一些页面。", "You have too many live connections open. Please close some pages."}},
    {"feed.full", {"实时连接已满，请稍后再试。", "The live feed is full. Please try again later."}},
    {"feed.upgrade_required", {"此地址只接受 WebSocket 连接。", "This address takes WebSocket connections only."}},
};

}  // namespace

class Feed::Implementation {
  public:
    Implementation(store::Store& store, Authenticator& authenticator, const Clock& clock, FeedOptions options)
        : store_(store), authenticator_(authenticator), clock_(clock), options_(options) {}

    Result<std::shared_ptr<Member>> reserve(const Call& call);
    Result<> choose_document(const Call& call, Member& member);
    void join(std::shared_ptr<Member> member);
    void leave(Member& member);
    void wake(Id<Organisation> organisation);
    void run();
    void run_due();
    void stop();
    std::size_t socket_count() const {
        const std::scoped_lock lock(mutex_);
        return count_;
    }
    std::shared_ptr<void> listening_;
    std::thread thread_;
    struct Document {
        MayFollow may_follow;
        Look look;  // null: told by its events
    };
    std::map<std::string, Document, std::less<>> documents_;

  private:
    static constexpr std::size_t checks_max = 256;  // in one turn, so that events do not wait behind them
    static constexpr int pages_max = 20;            // of one organisation in one turn, so that none holds up the others

    // One organisation with open sockets.
    struct Channel {
        std::int64_t sequence = 0;  // everything up to here was told
        Members members;
    };

    Scope scope_of(Id<Organisation> organisation) const { return Scope::system("feed").entering(organisation); }
    Result<std::vector<store::Event>> read(Id<Organisation> organisation, const store::EventQuery& query);
    bool admit(const std::shared_ptr<Member>& member);
    Result<> resume(const Member& member, std::int64_t until);
    enum class Told { all, more_to_come, failed };
    Told tell(Id<Organisation> organisation, Channel& channel);
    void check(Member& member);
    void check_due();
    void look_due();
    void drop_gone();

    store::Store& store_;
    Authenticator& authenticator_;
    const Clock& clock_;
    const FeedOptions options_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    bool some_gone_ = false;
    std::size_t count_ = 0;
    std::map<std::pair<ActorKind, std::int64_t>, std::size_t> per_owner_;
    std::deque<std::shared_ptr<Member>> joining_;  // at most one entry per socket
    std::set<Id<Organisation>> grown_;             // organisations with sockets whose log has grown
    std::set<Id<Organisation>> followed_;          // the keys of channels_, for the store's listener

    std::map<Id<Organisation>, Channel> channels_;  // of the feed's thread
    std::deque<std::shared_ptr<Member>> checks_;    // of the feed's thread; in the order of check_at
    Members looking_;                               // of the feed's thread: those that follow a live document
    Instant looked_at_{};
    std::set<Id<Organisation>> failed_;  // of the feed's thread; could not be read, and are tried again next turn
    std::mutex running_;                 // one turn at a time
};

Result<std::shared_ptr<Member>> Feed::Implementation::reserve(const Call& call) {
    DENGYUN_TRY(after, call.query_integer("after", -1, 0, std::numeric_limits<std::int64_t>::max()));
    auto member = std::make_shared<Member>();
    member->home = member->organisation = call.principal->organisation;
    DENGYUN_CHECK(choose_document(call, *member));
    member->owner = {call.principal->actor.kind, call.principal->actor.id};
    member->proof = proof_of(*call.request);
    if (after >= 0) member->after = after;
    const std::scoped_lock lock(mutex_);
    if (count_ >= options_.sockets_max) return fail(ErrorKind::limit, "feed.full");
    auto& owned = per_owner_[member->owner];
    if (owned >= options_.sockets_per_user_max) return fail(ErrorKind::limit, "feed.too_many_sockets");
    ++owned;
    ++count_;
    return member;
}

Result<> Feed::Implementation::choose_document(const Call& call, Member& member) {
    const auto entity = call.query_parameter("entity");
    if (!entity) return {};
    const auto document = documents_.find(*entity);
    const auto id = id_from_text(call.query_parameter("entity_id").value_or(""));
    if (document == documents_.end() || !id) return fail(ErrorKind::not_found, "request.not_found");
    const auto scope = Scope::reading_all(call.principal->organisation, call.principal->actor);
    DENGYUN_TRY(organisation, store_.read<Id<Organisation>>(scope, [&](store::Reader& reader) {
        return document->second.may_follow(call, reader, *id);
    }));
    member.organisation = organisation;
    member.entity = *entity;
    member.entity_id = *id;
    if (document->second.look) member.look = &document->second.look;
    return {};
}

void Feed::Implementation::join(std::shared_ptr<Member> member) {
    const std::scoped_lock lock(mutex_);
    joining_.push_back(std::move(member));
    wake_.notify_one();
}

void Feed::Implementation::leave(Member& member) {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(member.gone, true)) return;
    some_gone_ = true;
    --count_;
    const auto owned = per_owner_.find(member.owner);
    if (--owned->second == 0) per_owner_.erase(owned);
    wake_.notify_one();
}

void Feed::Implementation::wake(Id<Organisation> organisation) {
    const std::scoped_lock lock(mutex_);
    if (!followed_.contains(organisation)) return;
    grown_.insert(organisation);
    wake_.notify_one();
}

void Feed::Implementation::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto something = [this] { return stopping_ || !joining_.empty() || !grown_.empty() || some_gone_; };
        const Duration pause = looking_.empty() ? Duration(1'000) : options_.look_interval;
        wake_.wait_for(lock, pause, something);
        if (stopping_) return;
        lock.unlock();
        run_due();
        lock.lock();
    }
}

void Feed::Implementation::run_due() {
    const std::scoped_lock turn(running_);
    std::deque<std::shared_ptr<Member>> joining;
    std::set<Id<Organisation>> grown;
    {
        const std::scoped_lock lock(mutex_);
        joining.swap(joining_);
        grown.swap(grown_);
    }
    for (auto& member : joining)
        if (!admit(member))
            member->socket->close(1011, "try again");  // the log could not be read: the client comes back
    drop_gone();
    grown.merge(failed_);
    failed_.clear();
    std::set<Id<Organisation>> unfinished;
    for (const auto organisation : grown) {
        const auto channel = channels_.find(organisation);
        if (channel == channels_.end()) continue;
        const auto told = tell(organisation, channel->second);
        if (told == Told::more_to_come) unfinished.insert(organisation);
        if (told == Told::failed) failed_.insert(organisation);
    }
    look_due();
    check_due();
    const std::scoped_lock lock(mutex_);
    grown_.merge(unfinished);
}

// However often the feed wakes, a live document is looked at so often and no more.
void Feed::Implementation::look_due() {
    const auto now = clock_.now();
    if (looking_.empty() || now - looked_at_ < options_.look_interval) return;
    looked_at_ = now;
    for (const auto& member : looking_)
        if (const auto data = (*member->look)(member->organisation, member->entity_id, member->seen))
            member->socket->send(shared_text(live_text_of(*member, *data)));
}

Result<std::vector<store::Event>> Feed::Implementation::read(Id<Organisation> organisation,
                                                             const store::EventQuery& query) {
    return store_.read<std::vector<store::Event>>(
        scope_of(organisation), [&](store::Reader& reader) { return store::read_events(reader, query); });
}

// Joins a socket to its organisation's channel: what it missed first, up to where the channel stands.
bool Feed::Implementation::admit(const std::shared_ptr<Member>& member) {
    auto channel = channels_.find(member->organisation);
    if (channel == channels_.end()) {
        {
            // From here on growth is noted, so that nothing falls between reading the head and listening.
            const std::scoped_lock lock(mutex_);
            followed_.insert(member->organisation);
        }
        const auto head = read(member->organisation, {.descending = true, .limit = 1});
        if (!head) {
            const std::scoped_lock lock(mutex_);
            followed_.erase(member->organisation);
            return false;
        }
        channel = channels_.emplace(member->organisation, Channel{}).first;
        channel->second.sequence = head->empty() ? 0 : head->front().sequence;
    }
    const auto sequence = channel->second.sequence;
    if (member->after) {
        if (!resume(*member, sequence)) return false;
    }
    member->socket->send(shared_text("{\"ready\":true,\"sequence\":" + std::to_string(sequence) + '}'));
    member->check_at = clock_.now() + options_.check_interval;
    channel->second.members.push_back(member);
    if (member->look != nullptr) looking_.push_back(member);
    checks_.push_back(member);
    return true;
}

Result<> Feed::Implementation::resume(const Member& member, std::int64_t until) {
    auto after = *member.after;
    // A sequence beyond the end comes from another time (a restored database): what the client shows may be wrong.
    if (after > until || until - after > options_.missed_max) {
        member.socket->send(shared_text("{\"reset\":true,\"sequence\":" + std::to_string(until) + '}'));
        return {};
    }
    while (after < until) {
        const auto left = static_cast<unsigned>(std::min<std::int64_t>(until - after, store::page_limit_max));
        DENGYUN_TRY(events, read(member.organisation, {.after = after, .limit = left}));
        if (events.empty()) return {};
        for (const auto& event : events)
            if (member.is_told(event)) member.socket->send(shared_text(text_of(event, member.follows_one())));
        after = events.back().sequence;
    }
    return {};
}

// Each event is read once and written once, whatever the number of sockets.
Feed::Implementation::Told Feed::Implementation::tell(Id<Organisation> organisation, Channel& channel) {
    for (int page = 0; page < pages_max; ++page) {
        const auto events = read(organisation, {.after = channel.sequence, .limit = store::page_limit_max});
        if (!events) return Told::failed;
        for (const auto& event : *events) {
            const auto text = shared_text(text_of(event, false));
            std::shared_ptr<const std::string> whole;  // written once, and only where somebody follows the document
            for (const auto& member : channel.members) {
                if (!member->is_told(event)) continue;
                if (member->follows_one() && !whole) whole = shared_text(text_of(event, true));
                member->socket->send(member->follows_one() ? whole : text);
            }
        }
        if (!events->empty()) channel.sequence = events->back().sequence;
        if (events->size() < store::page_limit_max) return Told::all;
    }
    return Told::more_to_come;
}

void Feed::Implementation::check(Member& member) {
    const auto principal = authenticator_.authenticate_again(*member.proof);
    if (!principal && principal.error().kind == ErrorKind::unavailable) return;  // not known now: asked again next time
    // Who has moved to another organisation joins again and follows that one.
    if (!principal || *principal == nullptr || (*principal)->organisation != member.home)
        return member.socket->close(session_over, "session over");
    if (!(*principal)->may(access.permission)) member.socket->close(permission_gone, "permission gone");
}

void Feed::Implementation::check_due() {
    const auto now = clock_.now();
    for (std::size_t i = 0; i < checks_max && !checks_.empty() && checks_.front()->check_at <= now; ++i) {
        auto member = std::move(checks_.front());
        checks_.pop_front();
        check(*member);
        member->check_at = now + options_.check_interval;
        checks_.push_back(std::move(member));
    }
}

void Feed::Implementation::drop_gone() {
    const std::scoped_lock lock(mutex_);
    if (!std::exchange(some_gone_, false)) return;
    const auto is_gone = [](const std::shared_ptr<Member>& member) { return member->gone; };
    std::erase_if(checks_, is_gone);
    std::erase_if(looking_, is_gone);
    for (auto channel = channels_.begin(); channel != channels_.end();) {
        std::erase_if(channel->second.members, is_gone);
        if (!channel->second.members.empty()) {
            ++channel;
            continue;
        }
        followed_.erase(channel->first);
        channel = channels_.erase(channel);
    }
}

void Feed::Implementation::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    listening_.reset();
}

namespace {

// Owned by the edge; tells the feed when its socket comes and goes.
template <class Hub>
class Listener final : public http::SocketListener {
  public:
    Listener(std::shared_ptr<Hub> hub, std::shared_ptr<Member> member)
        : hub_(std::move(hub)), member_(std::move(member)) {}
    ~Listener() override { hub_->leave(*member_); }  // also where the upgrade came to nothing
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    void opened(std::shared_ptr<http::Socket> socket) override {
        member_->socket = std::move(socket);
        hub_->join(member_);
    }
    void received(std::string_view) override {}  // the feed only speaks
    void closed() override { hub_->leave(*member_); }

  private:
    std::shared_ptr<Hub> hub_;
    std::shared_ptr<Member> member_;
};

}  // namespace

Feed::Feed(store::Store& store, Authenticator& authenticator, const Clock& clock, FeedOptions options)
    : implementation_(std::make_shared<Implementation>(store, authenticator, clock, options)) {
    const std::weak_ptr<Implementation> weak = implementation_;
    implementation_->listening_ = store.listen([weak](Id<Organisation> organisation) {
        if (const auto hub = weak.lock()) hub->wake(organisation);
    });
}
Feed::~Feed() { stop(); }

Result<std::unique_ptr<http::SocketListener>> Feed::listen(const Call& call) {
    DENGYUN_TRY(member, implementation_->reserve(call));
    return std::make_unique<Listener<Implementation>>(implementation_, std::move(member));
}
void Feed::add_document(std::string entity, MayFollow may_follow) {
    implementation_->documents_.emplace(std::move(entity), Implementation::Document{std::move(may_follow), {}});
}
void Feed::add_live_document(std::string entity, MayFollow may_follow, Look look) {
    implementation_->documents_.emplace(std::move(entity),
                                        Implementation::Document{std::move(may_follow), std::move(look)});
}
void Feed::start() {
    implementation_->thread_ = std::thread([hub = implementation_.get()] { hub->run(); });
}
void Feed::run_due() { implementation_->run_due(); }
void Feed::stop() { implementation_->stop(); }
std::size_t Feed::socket_count() const { return implementation_->socket_count(); }

std::span<const Permission> feed_permissions() { return declared_permissions; }
std::span<const Message> feed_messages() { return declared_messages; }

void add_feed_route(Routes& routes) {
    routes.declare(feed_permissions());
    routes.get<Nothing>(
        std::string(Feed::path), Feed::access, {"实时动态（WebSocket）", "The live feed (WebSocket)"},
        [](const Call&, store::Store&) -> Result<Reply> { return fail(ErrorKind::invalid, "feed.upgrade_required"); },
        {.parameters = {{"after", {"从这个序号之后继续", "Resume after this sequence"}},
                        {"entity", {"只跟随一份单据：它的类型", "Follow one document only: its kind"}},
                        {"entity_id", {"只跟随一份单据：它的编号", "Follow one document only: its id"}}}});
}

}  // namespace dengyun::api

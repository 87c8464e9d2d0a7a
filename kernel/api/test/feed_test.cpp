// Goal: the feed tells every event of the own organisation in order and no other's, resumes without a gap, says when it
// cannot, and lets nobody stay who may not.
#include "kernel/api/feed.h"

#include <condition_variable>
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"

namespace dengyun::api {
namespace {

class TestSocket final : public http::Socket {
  public:
    void send(std::shared_ptr<const std::string> text) override {
        const std::scoped_lock lock(mutex_);
        texts_.push_back(std::move(text));
    }
    void close(unsigned code, std::string_view) override {
        const std::scoped_lock lock(mutex_);
        close_code_ = code;
    }
    [[nodiscard]] std::vector<std::shared_ptr<const std::string>> texts() const {
        const std::scoped_lock lock(mutex_);
        return texts_;
    }
    [[nodiscard]] unsigned close_code() const {
        const std::scoped_lock lock(mutex_);
        return close_code_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<const std::string>> texts_;
    unsigned close_code_ = 0;
};

// Waits until the store has told its listeners about a number of units: it does so after the writer has gone on.
class Noticed {
  public:
    explicit Noticed(store::Store& store)
        : handle_(store.listen([this](Id<Organisation>) {
              const std::scoped_lock lock(mutex_);
              ++count_;
              changed_.notify_all();
          })) {}
    void wait_for(int units) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return count_ >= units; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
    std::shared_ptr<void> handle_;
};

// One page with an open socket.
struct Page {
    std::unique_ptr<http::SocketListener> listener;
    std::shared_ptr<TestSocket> socket = std::make_shared<TestSocket>();
    // What it was told: "ready 3", "reset 9", or the sequences of events.
    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> out;
        for (const auto& text : socket->texts()) {
            const auto at = text->find("\"sequence\":") + 11;
            const auto sequence = text->substr(at, text->find_first_of(",}", at) - at);
            const auto* kind = text->starts_with("{\"ready\"")   ? "ready "
                               : text->starts_with("{\"reset\"") ? "reset "
                                                                 : "";
            out.push_back(kind + sequence);
        }
        return out;
    }
};
using Told = std::vector<std::string>;

class FeedTest : public testing::Test {
  protected:
    Result<Page> try_open(const Caller& caller, std::string query = "") {
        Call call;
        auto request = request_of(caller, {.address = "/api/v1/feed?" + query});
        call.request = std::make_shared<const http::Request>(request);
        call.query_parameters = *http::parse_query(request.query);
        call.principal = *api_.authenticator().authenticate(request);
        DENGYUN_TRY(listener, feed_.listen(call));
        Page page{.listener = std::move(listener)};
        page.listener->opened(page.socket);
        return page;
    }
    Page open(const Caller& caller, std::string query = "") {
        auto page = try_open(caller, std::move(query));
        EXPECT_TRUE(page) << page.error().code;
        feed_.run_due();
        return std::move(*page);
    }
    void happen(std::int64_t organisation, int times = 1) {
        for (int i = 0; i < times; ++i)
            write(organisation, [&](store::Unit& unit) {
                return unit.emit({organisation}, "site", 7, "changed", R"({"name":["a","b"]})");
            });
        feed_.run_due();
    }
    // One unit, until the feed has heard of it.
    void write(std::int64_t organisation, const store::Store::WriteWork& work) {
        const auto done = api_.store().run_write(Scope::of({organisation}, {ActorKind::user, 1, "王"}), work);
        ASSERT_TRUE(done);
        noticed_.wait_for(++units_);
    }

    InProcess api_{[](Routes& routes) { add_feed_route(routes); }, {}, feed_messages()};
    Feed feed_{api_.store(), api_.authenticator(), api_.clock(), {.sockets_per_user_max = 3, .missed_max = 5}};
    Noticed noticed_{api_.store()};  // after the feed: listeners are told in their order
    int units_ = 0;
    const Caller owner_ = member(Role::owner, 11);
};

TEST_F(FeedTest, TellsTheHeaderOfAnEventAndNotItsContent) {
    const auto page = open(owner_);
    happen(11);
    const auto texts = page.socket->texts();
    ASSERT_EQ(texts.size(), 2U);
    EXPECT_EQ(*texts[0], R"({"ready":true,"sequence":0})");
    EXPECT_EQ(
        *texts[1],
        R"({"sequence":1,"entity":"site","entity_id":"7","event":"site.changed","at":"2026-01-01T00:00:00.000Z","actor_name":"王"})");
}

TEST_F(FeedTest, TellsOnlyTheOwnOrganisation) {
    const auto own = open(owner_);
    const auto other = open(member(Role::owner, 12));
    happen(11, 2);
    happen(12);
    EXPECT_EQ(own.told(), (Told{"ready 0", "1", "2"}));
    EXPECT_EQ(other.told(), (Told{"ready 0", "1"}));
}

// Of another organisation's document that it may follow: its events with their data, and nothing else of that log.
TEST_F(FeedTest, TellsOneDocumentToWhoMayFollowIt) {
    feed_.add_document("auction", [](const Call& call, store::Reader&, std::int64_t id) -> Result<Id<Organisation>> {
        if (call.principal->organisation == Id<Organisation>{13})
            return fail(ErrorKind::not_found, "request.not_found");
        return Id<Organisation>{id};
    });
    const auto follower = open(member(Role::owner, 12), "entity=auction&entity_id=11");
    const auto home = open(owner_);
    const auto offer = [&](std::int64_t id) {
        write(11,
              [&](store::Unit& unit) { return unit.emit({11}, "auction", id, "offered", R"({"last_amount":[0,5]})"); });
        feed_.run_due();
    };
    offer(11);
    happen(11);
    offer(12);
    happen(12);
    ASSERT_EQ(follower.socket->texts().size(), 2U);
    EXPECT_EQ(
        *follower.socket->texts()[1],
        R"({"sequence":1,"entity":"auction","entity_id":"11","event":"auction.offered","at":"2026-01-01T00:00:00.000Z","actor_name":"","data":{"last_amount":[0,5]}})");
    EXPECT_EQ(home.told(), (Told{"ready 0", "1", "2", "3"}));
    EXPECT_EQ(home.socket->texts()[1]->find("last_amount"), std::string::npos);
    const auto again = open(member(Role::owner, 12), "entity=auction&entity_id=11&after=0");
    EXPECT_EQ(again.told(), (Told{"1", "ready 3"}));
    EXPECT_EQ(try_open(member(Role::owner, 13), "entity=auction&entity_id=11").error().code, "request.not_found");
    EXPECT_EQ(try_open(owner_, "entity=site&entity_id=7").error().code, "request.not_found");
    EXPECT_EQ(try_open(owner_, "entity=auction&entity_id=x").error().code, "request.not_found");
}

TEST_F(FeedTest, ManySocketsShareOneText) {
    const auto a = open(owner_);
    const auto b = open(member(Role::viewer, 11));
    happen(11);
    EXPECT_EQ(a.socket->texts().at(1).get(), b.socket->texts().at(1).get());
}

// A live auction has a thousand bidders: what an offer costs beside the sending must not grow with them.
TEST_F(FeedTest, AnEventIsReadOnceAndWrittenOnceForAThousandFollowers) {
    feed_.add_document("auction", [](const Call&, store::Reader&, std::int64_t) { return Id<Organisation>{11}; });
    std::vector<Page> followers;
    for (int i = 0; i < 1'000; ++i) {
        auto page = try_open(member(Role::owner, 1'000 + i), "entity=auction&entity_id=7");
        ASSERT_TRUE(page) << page.error().code;
        followers.push_back(std::move(*page));
    }
    feed_.run_due();
    const auto before = api_.store().statistics().units_read;
    write(11, [](store::Unit& unit) { return unit.emit({11}, "auction", 7, "offered", R"({"last_amount":[0,5]})"); });
    feed_.run_due();
    EXPECT_EQ(api_.store().statistics().units_read - before, 1U);
    for (const auto& follower : followers) {
        ASSERT_EQ(follower.socket->texts().size(), 2U);
        EXPECT_EQ(follower.socket->texts()[1].get(), followers.front().socket->texts()[1].get());
    }
}

TEST_F(FeedTest, ResumesWithoutAGap) {
    happen(11, 4);
    const auto page = open(owner_, "after=2");
    EXPECT_EQ(page.told(), (Told{"3", "4", "ready 4"}));
    happen(11);
    EXPECT_EQ(page.told(), (Told{"3", "4", "ready 4", "5"}));
}

TEST_F(FeedTest, SaysWhenTooMuchWasMissedOrTheEndIsUnknown) {
    happen(11, 7);
    EXPECT_EQ(open(owner_, "after=1").told(), (Told{"reset 7", "ready 7"}));
    EXPECT_EQ(open(owner_, "after=2").told(), (Told{"3", "4", "5", "6", "7", "ready 7"}));
    EXPECT_EQ(open(owner_, "after=8").told(), (Told{"reset 7", "ready 7"}));
}

TEST_F(FeedTest, TellsMoreThanOnePage) {
    const auto page = open(owner_);
    constexpr int count = 450;
    write(11, [&](store::Unit& unit) -> Result<> {
        for (int i = 0; i < count; ++i) DENGYUN_CHECK(unit.emit({11}, "site", i + 1, "changed", "{}"));
        return {};
    });
    feed_.run_due();
    const auto told = page.told();
    ASSERT_EQ(told.size(), count + 1U);
    for (int i = 1; i <= count; ++i) EXPECT_EQ(told[static_cast<std::size_t>(i)], std::to_string(i));
}

TEST_F(FeedTest, BoundsTheSocketsOfOneUser) {
    std::vector<Page> pages;
    for (int i = 0; i < 3; ++i) pages.push_back(open(owner_));
    EXPECT_EQ(try_open(owner_).error().code, "feed.too_many_sockets");
    EXPECT_TRUE(try_open(member(Role::owner, 12)));
    pages.back().listener->closed();
    EXPECT_TRUE(try_open(owner_));
}

TEST_F(FeedTest, ForgetsWhatHasGone) {
    {
        auto page = open(owner_);
        EXPECT_EQ(feed_.socket_count(), 1U);
        page.listener->closed();
    }
    feed_.run_due();
    EXPECT_EQ(feed_.socket_count(), 0U);
    // Gone before the feed had its turn.
    {
        const auto page = try_open(owner_);
        ASSERT_TRUE(page);
    }
    EXPECT_EQ(feed_.socket_count(), 0U);
    feed_.run_due();
    happen(11);
    EXPECT_EQ(open(owner_).told(), (Told{"ready 1"}));
}

TEST_F(FeedTest, ClosesWhenTheSessionEnds) {
    const auto page = open(owner_);
    api_.authenticator().end_sessions();
    api_.clock().advance(Duration(59'000));
    feed_.run_due();
    EXPECT_EQ(page.socket->close_code(), 0U);
    api_.clock().advance(Duration(1'000));
    feed_.run_due();
    EXPECT_EQ(page.socket->close_code(), 4401U);
}

TEST_F(FeedTest, ClosesWhenThePermissionIsGone) {
    const auto page = open(owner_);
    api_.authenticator().take_permissions();
    api_.clock().advance(Duration(60'000));
    feed_.run_due();
    EXPECT_EQ(page.socket->close_code(), 4403U);
}

TEST_F(FeedTest, RefusesABadResumption) {
    EXPECT_EQ(try_open(owner_, "after=x").error().code, "request.invalid");
    EXPECT_EQ(try_open(owner_, "after=-1").error().code, "request.invalid");
}

// With its own thread: every socket is told everything, in order, while others come and go.
TEST_F(FeedTest, TellsEverythingInOrderWhileOthersComeAndGo) {
    feed_.start();
    auto page = try_open(owner_);
    ASSERT_TRUE(page);
    std::thread visitors([&] {
        for (int i = 0; i < 50; ++i) {
            const auto visitor = try_open(member(Role::viewer, 11), "after=0");
            if (visitor) visitor->listener->closed();
        }
    });
    constexpr std::size_t count = 100;
    for (std::size_t i = 0; i < count; ++i)
        write(11, [](store::Unit& unit) { return unit.emit({11}, "site", 7, "changed", "{}"); });
    visitors.join();
    feed_.stop();
    feed_.run_due();  // what the thread had not come to
    const auto texts = page->told();
    std::int64_t last = -1;
    for (const auto& text : texts) {
        const auto sequence = std::stoll(text.starts_with("ready") ? text.substr(6) : text);
        if (last >= 0) EXPECT_EQ(sequence, last + 1);
        last = sequence;
    }
    EXPECT_EQ(last, static_cast<std::int64_t>(count));
}

TEST_F(FeedTest, AnOrdinaryCallIsToldToUpgrade) {
    const auto response = api_.call(owner_, {.address = "/api/v1/feed"});
    EXPECT_EQ(response.status, 422U);
    EXPECT_EQ(text_member(response.body, "code"), "feed.upgrade_required");
}

TEST_F(FeedTest, TellsOfALiveDocumentWhatIsNewAndNoMoreOftenThanItLooks) {
    std::uint64_t state = 1;
    feed_.add_live_document(
        "device",
        [](const Call&, store::Reader&, std::int64_t id) -> Result<Id<Organisation>> {
            if (id != 7) return fail(ErrorKind::not_found, "request.not_found");
            return Id<Organisation>{11};
        },
        [&](Id<Organisation> organisation, std::int64_t id, std::uint64_t& seen) -> std::optional<std::string> {
            EXPECT_EQ(organisation.value, 11);
            EXPECT_EQ(id, 7);
            if (std::exchange(seen, state) == state) return std::nullopt;
            return "[" + std::to_string(state) + "]";
        });
    EXPECT_FALSE(try_open(owner_, "entity=device&entity_id=8"));
    const auto page = open(owner_, "entity=device&entity_id=7");
    const auto last = [&] { return *page.socket->texts().back(); };
    EXPECT_EQ(last(), R"({"live":true,"entity":"device","entity_id":"7","data":[1]})");
    EXPECT_EQ(page.socket->texts().size(), 2U);
    state = 2;
    feed_.run_due();
    EXPECT_EQ(page.socket->texts().size(), 2U);  // too early
    api_.clock().advance(Duration{400});
    feed_.run_due();
    EXPECT_EQ(last(), R"({"live":true,"entity":"device","entity_id":"7","data":[2]})");
    api_.clock().advance(Duration{400});
    feed_.run_due();
    EXPECT_EQ(page.socket->texts().size(), 3U);  // nothing new
    // Who has gone is told nothing more.
    page.listener->closed();
    state = 3;
    api_.clock().advance(Duration{400});
    feed_.run_due();
    EXPECT_EQ(page.socket->texts().size(), 3U);
}

}  // namespace
}  // namespace dengyun::api

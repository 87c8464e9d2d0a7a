// The proof of the event log: every hash recomputed from the first event on, page by page.
#include "kernel/store/event_chain.h"

namespace dengyun::store {
namespace {

constexpr std::size_t faults_max = 100;
constexpr unsigned organisations_page = 1'000;

// One chain as it is followed; the first fault ends it.
class Walk {
  public:
    Walk(Store& store, Scope scope) : store_(store), scope_(std::move(scope)) {}
    Result<> run(Verification& verification);

  private:
    // Answers whether the page was the last one. The head is read on the same snapshot as the last page.
    Result<bool> page(Reader& reader);
    void look_at(const Event& event);
    Result<> look_at_head(Reader& reader);

    Store& store_;
    const Scope scope_;
    std::int64_t sequence_ = 0;
    std::int64_t count_ = 0;
    std::string hash_{chain_start};
    std::optional<Verification::Fault> fault_;
};

void Walk::look_at(const Event& event) {
    if (fault_) return;
    ++count_;
    const auto expected = sequence_ + 1;
    if (event.sequence != expected)
        fault_ = {scope_.organisation(), expected, "gap"};
    else if (event.hash != event_hash(hash_, event))
        fault_ = {scope_.organisation(), event.sequence, "hash"};
    sequence_ = event.sequence;
    hash_ = event.hash;
}

Result<> Walk::look_at_head(Reader& reader) {
    std::int64_t sequence = 0;
    std::string hash(chain_start);
    const meta::Scalar of[] = {scope_.organisation().value};
    DENGYUN_CHECK(
        reader.query("SELECT sequence, hash FROM event_head WHERE organisation_id = ?", of, [&](const Row& row) {
            sequence = row.integer(0);
            hash = row.text(1);
        }));
    if (sequence != sequence_ || hash != hash_) fault_ = {scope_.organisation(), sequence_, "head"};
    return {};
}

Result<bool> Walk::page(Reader& reader) {
    DENGYUN_TRY(events, read_events(reader, {.after = sequence_, .limit = page_limit_max}));
    for (const auto& event : events) look_at(event);
    if (fault_) return true;
    if (events.size() == page_limit_max) return false;
    DENGYUN_CHECK(look_at_head(reader));
    return true;
}

Result<> Walk::run(Verification& verification) {
    for (bool last = false; !last;) {
        DENGYUN_TRY(ended, store_.read<bool>(scope_, [this](Reader& reader) { return page(reader); }));
        last = ended;
    }
    ++verification.organisations;
    verification.events += count_;
    if (fault_ && verification.faults.size() < faults_max) verification.faults.push_back(std::move(*fault_));
    return {};
}

}  // namespace

Result<Verification> verify_events(Store& store, const Scope& scope) {
    Verification verification;
    if (!scope.is_system()) {
        DENGYUN_CHECK(Walk(store, Scope::of(scope.organisation(), scope.actor())).run(verification));
        return verification;
    }
    for (std::int64_t after = -1;;) {
        std::vector<std::int64_t> organisations;
        DENGYUN_CHECK(store.run_read(scope, [&](Reader& reader) -> Result<> {
            // Also events whose head is gone.
            const meta::Scalar of[] = {after, after, std::int64_t{organisations_page}};
            return reader.query(
                "SELECT organisation_id FROM event_head WHERE organisation_id > ? UNION "
                "SELECT organisation_id FROM event WHERE sequence = 1 AND organisation_id > ? ORDER BY organisation_id "
                "LIMIT ?",
                of, [&](const Row& row) { organisations.push_back(row.integer(0)); });
        }));
        if (organisations.empty()) return verification;
        after = organisations.back();
        for (const auto organisation : organisations)
            DENGYUN_CHECK(Walk(store, scope.entering({organisation})).run(verification));
    }
}

}  // namespace dengyun::store

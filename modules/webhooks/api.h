#pragma once
// Webhooks: an organisation's own systems are told about its events. Signed, retried for a day, then kept in a list of
// what failed; in order per document. What a receiver has to know stands in docs/webhooks.md.
#include <memory>
#include <span>

#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"

namespace dengyun::webhooks {

struct Options {
    bool allow_private_addresses = false;  // for tests, demonstrations and networks of one's own
};

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const meta::Entity* const> entities();
[[nodiscard]] std::span<const store::Migration> migrations();
void add_routes(api::Routes& routes, Random& random, Options options);

// The jobs that send; give them a runner with threads of its own, because a slow receiver holds a thread for seconds.
void add_jobs(store::JobRunner& runner, Options options);
// Deliveries are removed when they are old, once a day; called once when the process starts to work.
[[nodiscard]] Result<> start_tidying(store::Store& store);

// Makes deliveries out of events while it lives.
class FanOut {
  public:
    FanOut(store::Store& store, const Clock& clock);
    ~FanOut();
    void stop();
    // Handles what is there now on the caller's thread; answers how many events. For tests.
    std::size_t run_due();

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::webhooks

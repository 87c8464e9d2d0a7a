#pragma once
// Webhooks: an organisation's own systems are told about its events. Signed, retried for a day, then kept in a list of
// what failed; in order per document. What a receiver has to know stands in docs/webhooks.md.
#include <memory>
#include <span>

#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/base/vault.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"

namespace dengyun::webhooks {

struct Options {
    bool allow_private_addresses = false;  // for tests, demonstrations and networks of one's own
    unsigned threads_max = 0;              // of the job runner's, that deliveries may hold at a time; 0: all
};

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const meta::Entity* const> entities();
[[nodiscard]] std::span<const store::Migration> migrations();
// `vault` seals the secrets that sign what is sent; it must outlive the routes.
void add_routes(api::Routes& routes, Random& random, const Vault& vault, Options options);

// The jobs that send. A slow receiver holds a thread for seconds: `Options::threads_max` leaves the others some.
void add_jobs(store::JobRunner& runner, const Vault& vault, Options options);
// Seals the secrets that an earlier version has left open in the database; once, when the schema is brought up to date.
[[nodiscard]] Result<> seal_open_secrets(store::Store& store, const Vault& vault, Random& random);
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

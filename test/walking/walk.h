#pragma once
// The driver of a random walk of everybody through the routes of a world: makes the steps, sends their commands mostly
// as who they are meant for, counts what succeeds and what is refused, and looks at everything now and then.
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "kernel/api/test/scenario.h"
#include "test/walking/dice.h"

namespace dengyun::walking {

inline const api::Caller platform = api::member(api::Role::platform_operator, platform_organisation.value);
[[nodiscard]] inline api::Caller owner_of(Id<Organisation> organisation) {
    return organisation == platform_organisation ? platform : api::member(api::Role::owner, organisation.value);
}

struct Count {
    int done = 0, refused = 0;
};

// The world that is walked through; the walk holds it.
class World : public api::Scenario {
  public:
    using Scenario::clock;
    using Scenario::get;
    using Scenario::patch;
    using Scenario::remove;
    using Scenario::run_due_jobs;
    using Scenario::Scenario;
    using Scenario::send;
    using Scenario::store;
    void TestBody() override {}  // one may make several of them within a test: to shrink a walk

    template <class T>
    Result<T> read(const std::function<Result<T>(store::Reader&)>& work) {
        return store().read<T>(Scope::system("walk"), work);
    }
    template <class E>
    E find(Id<E> id) {
        return known(read<E>([&](store::Reader& reader) { return reader.find(id); }));
    }
    // The rows that a query gives the ids of.
    template <class E, class... Values>
    std::vector<E> rows(std::string_view sql, Values... values) {
        return known(read<std::vector<E>>([&](store::Reader& reader) -> Result<std::vector<E>> {
            std::vector<E> found;
            for (const auto id : ids(reader, sql, std::array<meta::Scalar, sizeof...(Values)>{values...})) {
                DENGYUN_TRY(row, reader.find(Id<E>{id}));
                found.push_back(std::move(row));
            }
            return std::move(found);
        }));
    }
    // What cannot fail in a walk; says why where it does.
    template <class T>
    static T known(Result<T> result) {
        if (!result) throw std::runtime_error(result.error().code + " " + result.error().detail);
        return std::move(*result);
    }
    static std::vector<std::int64_t> ids(store::Reader& reader, std::string_view sql,
                                         std::span<const meta::Scalar> values);
    // Changes with every row that is written to one of these tables, and with every event.
    [[nodiscard]] std::string fingerprint(std::span<const std::string_view> tables);
    [[nodiscard]] std::int64_t events();
    // What keeps a timer from running; empty where none fails.
    [[nodiscard]] std::string failed_timers();
};

class Walk {
  public:
    Walk(World& world, std::uint64_t seed) : seed_(seed), dice_(seed, -1), world_(world) {}
    virtual ~Walk() = default;
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

    // Makes these steps in turn and looks at what each touched, and at everything now and then and at the end. Answers
    // what is wrong, and after how many steps; nothing where all holds.
    struct Fault {
        std::size_t steps;
        std::string what;
    };
    [[nodiscard]] std::optional<Fault> run(const std::vector<int>& steps);
    [[nodiscard]] const std::map<std::string, Count>& counts() const { return counts_; }
    // The last commands, the newest last.
    [[nodiscard]] std::string tail() const;
    [[nodiscard]] std::string summary() const;

    // For the commands.
    Dice& dice() { return dice_; }
    // One of them by its weight.
    void choose(const std::vector<Choice>& choices);
    // Sends it, mostly as `who`, now and then as somebody else and now and then twice under one key.
    api::Answer command(std::string name, const std::string& path, const std::string& body, api::Caller who);
    // POST {path}/actions.
    api::Answer move(std::string_view entity, const std::string& path, std::string_view action, const api::Caller& who,
                     std::string_view reason = "");
    // Whole pieces around `likely`; now and then a number that makes no sense.
    std::int64_t pieces(Quantity likely);
    // Counts an answer as one of that command.
    void tally(const std::string& name, const api::Answer& answer, const std::string& line);

  protected:
    // One step: what there is to do now, drawn from the dice.
    virtual void step() = 0;
    // What is wrong with all that there is; empty where nothing is.
    virtual std::string fault() = 0;
    // What is wrong with what the last step touched, where that can be looked at cheaply.
    virtual std::string fault_of_step() { return {}; }
    // Somebody who has nothing to do with the command, or not the right.
    virtual api::Caller anybody() = 0;
    // Of these a refused command changes nothing, now and then compared.
    [[nodiscard]] virtual std::span<const std::string_view> watched_tables() const { return {}; }

    void fail_with(std::string what) {
        if (fault_.empty()) fault_ = std::move(what);
    }
    // The clock moves on, the timers that are due run.
    void pass_time();

    int number_ = 0;  // of the step
    std::map<std::string, Count> counts_;

  private:
    std::uint64_t seed_;
    Dice dice_;
    World& world_;
    int keys_ = 0;
    std::map<std::string, int> refusals_;
    std::deque<std::string> tail_;
    std::string fault_;
};

}  // namespace dengyun::walking

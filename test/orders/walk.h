#pragma once
// A random walk of everybody through the order loop. What a step draws depends on the seed and the step's number alone,
// so that a walk can be made again, and without some of its steps (see shrink.h).
#include <deque>
#include <random>

#include "test/orders/world.h"

namespace dengyun::order_loop {

class Dice {
  public:
    Dice(std::uint64_t seed, int step) : random_(seed * 1'000'003 + static_cast<std::uint64_t>(step)) {}
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }
    bool one_in(std::int64_t n) { return below(n) == 0; }
    template <class T>
    const T& of(const std::vector<T>& list) {
        return list.at(static_cast<std::size_t>(below(static_cast<std::int64_t>(list.size()))));
    }

  private:
    std::mt19937_64 random_;
};

struct Count {
    int done = 0, refused = 0;
};
struct Choice {
    int weight;
    std::function<void()> run;
};

class Walk : public World {
  public:
    explicit Walk(std::uint64_t seed) : seed_(seed), dice_(seed, -1) {}

    // Makes these steps in turn and looks at everything now and then and at the end. Answers what is wrong, and after
    // how many steps; nothing where all holds.
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
    // Goods of these orders are neither lost nor spoilt, so that they get to their end.
    [[nodiscard]] static bool is_careful(std::string_view order_number) { return order_number.back() % 2 == 0; }
    void remember(Id<orders::SalesOrder> order) { open_.push_back(order); }
    // Counts an answer as one of that command.
    void tally(const std::string& name, const api::Answer& answer, const std::string& line);

  private:
    void step(int number);
    void on_order(const orders::SalesOrder& order);
    void pass_time();
    void fail_with(std::string what) {
        if (fault_.empty()) fault_ = std::move(what);
    }
    void check_timers();
    std::int64_t events();

    std::uint64_t seed_;
    Dice dice_;
    int step_ = 0;
    int keys_ = 0;
    std::vector<Id<orders::SalesOrder>> open_;
    std::map<std::string, Count> counts_;
    std::map<std::string, int> refusals_;
    std::map<std::string, std::string> posted_;
    std::deque<std::string> tail_;
    std::string fault_;
};

// What people do with an order, with one of its tasks, and with the goods of a task or of the delivery.
void order_step(Walk& walk, const orders::SalesOrder& order);
void task_step(Walk& walk, const orders::SalesOrder& order, const orders::OperationTask& task);
void goods_step(Walk& walk, const orders::SalesOrder& order, const orders::OperationTask& task);
void delivery_step(Walk& walk, const orders::SalesOrder& order);
void need_step(Walk& walk);
void machine_step(Walk& walk);

}  // namespace dengyun::order_loop

#pragma once
// How even the load of resources can be at best: a bound on the makespan of problems with a choice of modes.
#include <cstdint>
#include <vector>

namespace dengyun::scheduling {

// Tasks, each of which runs in one of its modes; a mode loads resources. Flat: the modes of task t are mode_first[t] …
// mode_first[t+1]-1, the loads of mode i are load_first[i] … load_first[i+1]-1.
struct Loads {
    std::vector<int> mode_first{0};
    std::vector<int> load_first{0};
    std::vector<int> resource;
    std::vector<double> load;    // time for which it takes the whole resource
    std::vector<double> margin;  // per resource: time before and after all of its load, in every schedule

    void add_load(int of, double time) {
        resource.push_back(of);
        load.push_back(time);
    }
    void end_mode() { load_first.push_back(static_cast<int>(resource.size())); }
    void end_task() { mode_first.push_back(static_cast<int>(load_first.size()) - 1); }
};

// The linear relaxation (tasks may be divided between modes) from its dual side: for prices of the resources that sum
// to 1, every task in its cheapest mode. Multiplicative weights raise the bound; every step is valid. Source of the
// scheme: Arora, Hazan & Kale (2012). O(loads) a step, at most 500 steps and about 20 million loads.
[[nodiscard]] std::int64_t load_bound(const Loads& loads);

}  // namespace dengyun::scheduling

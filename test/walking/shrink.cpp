#include "test/walking/shrink.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace dengyun::walking {
namespace {

constexpr int tries_max = 400;

// The same fault is told of other numbers: what comes before the first colon names the document.
std::string kind_of(const std::string& what) {
    std::string kind = what.substr(what.find(':') == std::string::npos ? 0 : what.find(':'));
    std::erase_if(kind, [](char c) { return c >= '0' && c <= '9'; });
    return kind;
}

}  // namespace

std::string shrunk(const MakeWalk& make, std::vector<int> steps, const std::string& what) {
    std::string shown;
    int tries = 0;
    const auto fails = [&](const std::vector<int>& some) {
        if (some.empty() || ++tries > tries_max) return false;
        const auto walk = make();
        const auto fault = walk->run(some);
        if (!fault || kind_of(fault->what) != kind_of(what)) return false;
        shown = fmt::format("{}\n{}", fault->what, walk->tail());
        return true;
    };
    for (std::size_t pieces = 2; pieces <= 2 * steps.size() && tries < tries_max;) {
        const auto size = std::max<std::size_t>(1, (steps.size() + pieces - 1) / pieces);
        bool is_shorter = false;
        for (std::size_t from = 0; from < steps.size() && !is_shorter; from += size) {
            std::vector<int> rest(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(from));
            rest.insert(rest.end(), steps.begin() + static_cast<std::ptrdiff_t>(std::min(from + size, steps.size())),
                        steps.end());
            if (!fails(rest)) continue;
            steps = std::move(rest);
            is_shorter = true;
        }
        if (is_shorter)
            pieces = std::max<std::size_t>(2, pieces - 1);
        else if (size == 1)
            break;
        else
            pieces = std::min(2 * pieces, 2 * steps.size());
    }
    std::string numbers;
    for (const auto step : steps) numbers += fmt::format(" {}", step);
    return fmt::format("{}shrunk to {} steps in {} walks:{}\n", shown, steps.size(), tries, numbers);
}

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const auto* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atoll(text);
}

void expect_to_hold(const MakeWalk& make, std::uint64_t seed, std::int64_t length, std::int64_t steps_of_all_kinds,
                    std::span<const std::string_view> kinds) {
    std::vector<int> steps(static_cast<std::size_t>(length));
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = static_cast<int>(i);
    const auto walk = make();
    const auto fault = walk->run(steps);
    if (setting("DENGYUN_WALK_PRINT", 0) != 0) fmt::print("{}\n{}", walk->tail(), walk->summary());
    if (fault) {
        steps.resize(fault->steps);
        const auto shown = setting("DENGYUN_WALK_SHRINK", 0) != 0 ? shrunk(make, steps, fault->what) : walk->tail();
        FAIL() << fault->what << "\nafter " << fault->steps << " steps of seed " << seed << "; the last commands:\n"
               << shown;
    }
    if (length < steps_of_all_kinds) return;
    for (const auto kind : kinds) {
        const auto found = walk->counts().find(std::string(kind));
        EXPECT_TRUE(found != walk->counts().end() && found->second.done > 0) << kind << '\n' << walk->summary();
    }
}

}  // namespace dengyun::walking

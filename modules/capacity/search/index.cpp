#include "modules/capacity/search/index.h"

#include <algorithm>
#include <charconv>

#include "modules/capacity/search/load.h"

namespace dengyun::capacity {
namespace {

// Where a candidate stands in the order of the answer: who can first, then by score, then by id.
struct Rank {
    bool refused = false;
    std::int64_t score = 0;
    std::int64_t machine = 0;
    friend bool operator<(const Rank& a, const Rank& b) {
        if (a.refused != b.refused) return b.refused;
        if (a.score != b.score) return a.score > b.score;
        return a.machine < b.machine;
    }
};

Rank rank_of(const Candidate& candidate) {
    return {!candidate.refusals.empty(), candidate.score, candidate.machine_id.value};
}

std::string cursor_of(const Rank& rank) {
    return fmt::format("{}.{}.{}", rank.refused ? 1 : 0, rank.score, rank.machine);
}

std::optional<Rank> read_cursor(std::string_view text) {
    std::array<std::int64_t, 3> parts{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto [stop, error] = std::from_chars(at, end, parts[i]);
        if (error != std::errc{} || (i + 1 < parts.size() ? stop == end || *stop != '.' : stop != end))
            return std::nullopt;
        at = stop + (stop == end ? 0 : 1);
    }
    return Rank{parts[0] != 0, parts[1], parts[2]};
}

Result<> check(const Requirement& requirement, const Page& page) {
    std::vector<Issue> issues;
    if (requirement.to <= requirement.from)
        issues.push_back({"to", "not_after"});
    else if (requirement.to - requirement.from > window_max)
        issues.push_back({"to", "too_long_a_time", "400"});
    if (!page.after.empty() && !read_cursor(page.after)) issues.push_back({"after", "malformed"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace

Index::Index(store::Store& store) : store_(&store) {
    listening_ = store.listen([this](Id<Organisation> organisation) {
        const std::scoped_lock lock(marking_);
        changed_.insert(organisation.value);
    });
}

Result<> Index::refresh() {
    if (store_ == nullptr) return {};
    const std::scoped_lock one(refreshing_);
    std::set<std::int64_t> changed;
    {
        const std::scoped_lock lock(marking_);
        changed.swap(changed_);
    }
    if (loaded_ && changed.empty()) return {};
    auto read = loaded_ ? load_workshops(*store_, changed) : load_all(*store_);
    if (!read) {
        const std::scoped_lock lock(marking_);
        changed_.merge(changed);
        return std::unexpected(read.error());
    }
    loaded_ = true;
    for (auto& workshop : *read) put(std::move(workshop));
    return {};
}

void Index::remove(std::int64_t organisation) {
    const auto found = workshops_.find(organisation);
    if (found == workshops_.end()) return;
    std::set<std::size_t> processes;
    for (const auto& indexed : found->second->machines)
        for (const auto process : indexed.machine.processes) processes.insert(static_cast<std::size_t>(process));
    for (const auto process : processes)
        std::erase_if(by_process_[process], [&](const Place& place) { return place.workshop == found->second; });
    workshops_.erase(found);
}

void Index::put(IndexedWorkshop workshop) {
    const std::scoped_lock lock(mutex_);
    by_process_.resize(choices_of(reference::Process{}).entries.size());
    remove(workshop.organisation.value);
    if (workshop.machines.empty()) return;
    const auto shared = std::make_shared<const IndexedWorkshop>(std::move(workshop));
    workshops_.emplace(shared->organisation.value, shared);
    for (std::uint32_t i = 0; i < shared->machines.size(); ++i)
        for (const auto process : shared->machines[i].machine.processes)
            by_process_[static_cast<std::size_t>(process)].push_back({shared, i});
}

std::vector<std::shared_ptr<const IndexedWorkshop>> Index::workshops_for(
    std::span<const reference::Process> processes) const {
    std::vector<std::shared_ptr<const IndexedWorkshop>> found;
    {
        const std::shared_lock lock(mutex_);
        for (const auto process : processes) {
            if (static_cast<std::size_t>(process) >= by_process_.size()) continue;
            for (const auto& place : by_process_[static_cast<std::size_t>(process)]) found.push_back(place.workshop);
        }
    }
    std::ranges::sort(found, {}, [](const auto& one) { return one->organisation; });
    const auto [first, last] = std::ranges::unique(found);
    found.erase(first, last);
    return found;
}

std::shared_ptr<const IndexedWorkshop> Index::workshop(Id<Organisation> organisation) const {
    const std::shared_lock lock(mutex_);
    const auto found = workshops_.find(organisation.value);
    return found == workshops_.end() ? nullptr : found->second;
}

std::size_t Index::size() const {
    const std::shared_lock lock(mutex_);
    std::size_t machines = 0;
    for (const auto& [organisation, workshop] : workshops_) machines += workshop->machines.size();
    return machines;
}

Result<SearchResult> Index::search(const Requirement& requirement, const Page& page) const {
    DENGYUN_CHECK(check(requirement, page));
    const auto material = plain_material(requirement.material.value_or(""));
    const auto after = page.after.empty() ? std::nullopt : read_cursor(page.after);
    WorkingTimes times(requirement.from, requirement.to);
    std::array<std::int64_t, 16> refused{};
    SearchResult result;
    struct Found {
        Candidate candidate;
        Place place;
    };
    std::vector<Found> found;

    const std::shared_lock lock(mutex_);
    const auto process = static_cast<std::size_t>(requirement.process);
    static const std::vector<Place> none;
    const auto& places = process < by_process_.size() ? by_process_[process] : none;
    for (const auto& place : places) {
        auto candidate = judge(requirement, material, *place.workshop, place.workshop->machines[place.machine], times);
        ++result.known;
        if (candidate.refusals.empty())
            ++result.able;
        else
            ++refused[static_cast<std::size_t>(candidate.refusals.front())];
        if (!candidate.refusals.empty() && !page.with_refused) continue;
        if (after && !(*after < rank_of(candidate))) continue;
        found.push_back({std::move(candidate), place});
    }
    const auto limit = std::min<std::size_t>(std::clamp(page.limit, 1U, search_limit_max), found.size());
    std::ranges::partial_sort(
        found, found.begin() + static_cast<std::ptrdiff_t>(limit),
        [](const Found& a, const Found& b) { return rank_of(a.candidate) < rank_of(b.candidate); });
    if (limit < found.size()) result.next = cursor_of(rank_of(found[limit - 1].candidate));
    for (std::size_t i = 0; i < limit; ++i) {
        auto& [candidate, place] = found[i];
        const auto& indexed = place.workshop->machines[place.machine];
        candidate.machine_name = indexed.machine.name;
        candidate.workshop_name = place.workshop->name;
        if (indexed.at) {
            candidate.longitude = indexed.at->longitude;
            candidate.latitude = indexed.at->latitude;
        }
        result.items.push_back(std::move(candidate));
    }
    for (std::size_t i = 0; i < refused.size(); ++i)
        if (refused[i] > 0) result.refused.push_back({static_cast<Refusal>(i), refused[i]});
    return result;
}

}  // namespace dengyun::capacity

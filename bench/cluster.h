#pragma once
// A cluster of workshops with three machines each, rate cards and booked slots, and a buyer who needs plates of
// thirteen operations: what the benches of dispatching stand on.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>

#include "flows/dispatching/dispatching.h"
#include "kernel/api/test/in_process.h"

namespace dengyun::bench {

inline constexpr std::array<std::string_view, 13> processes{
    "sheet_making", "blanking",  "surface_cleaning",  "uv_printing",      "curing",     "laminating", "engraving",
    "punching",     "deburring", "code_verification", "adhesive_backing", "inspection", "packing"};

inline std::function<double()> stopwatch() {
    return [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
}

class Cluster {
  public:
    Cluster(store::Store& store, std::int64_t workshops) : store_(store), workshops_(workshops) {}

    Result<> fill() {
        constexpr std::int64_t together = 100;
        DENGYUN_CHECK(store_.run_write(Scope::system("bench"), [&](store::Unit& unit) { return add_buyer(unit); }));
        for (std::int64_t first = 0; first < workshops_; first += together)
            DENGYUN_CHECK(store_.run_write(Scope::system("bench"), [&](store::Unit& unit) -> Result<> {
                for (auto i = first; i < std::min(workshops_, first + together); ++i)
                    DENGYUN_CHECK(add_workshop(unit, i));
                return {};
            }));
        return {};
    }
    [[nodiscard]] std::string need(std::int64_t pieces) const {
        return fmt::format(R"({{"item_id":"{}","revision_id":"{}","quantity":{},"due_on":"2026-04-20",)"
                           R"("site_id":"{}"}})",
                           to_text(item_), to_text(revision_), pieces * 1'000, to_text(site_));
    }

  private:
    std::int64_t draw(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    Result<enterprise::Site> add_site(store::Unit& unit, Id<Organisation> owner) {
        return enterprise::add_site(unit, owner,
                                    {.name = "厂区",
                                     .region_code = "330206",
                                     .address = "路 1 号",
                                     .longitude = 120 + static_cast<double>(draw(0, 20'000)) / 10'000,
                                     .latitude = 28 + static_cast<double>(draw(0, 22'000)) / 10'000});
    }

    Result<> add_buyer(store::Unit& unit) {
        const Id<Organisation> owner{10};
        DENGYUN_CHECK(enterprise::create_profile(unit, owner, enterprise::NewProfile{.name = "买方"}));
        DENGYUN_TRY(site, add_site(unit, owner));
        site_ = site.id;
        items::Item plate{.number = "CP-1", .name = "车牌", .unit = "块", .kind = items::ItemKind::bought};
        plate.organisation_id = owner;
        DENGYUN_TRY(item, items::add_item(unit, std::move(plate)));
        item_ = item.id;
        items::Revision draft{.item_id = item.id, .code = "A"};
        draft.organisation_id = owner;
        DENGYUN_TRY(revision, items::add_revision(unit, std::move(draft)));
        revision_ = revision.id;
        items::Routing way{.revision_id = revision.id, .name = "常规", .is_primary = true};
        way.organisation_id = owner;
        DENGYUN_TRY(routing, items::add_routing(unit, std::move(way)));
        for (std::size_t i = 0; i < processes.size(); ++i) {
            items::Operation one{.routing_id = routing.id,
                                 .number = static_cast<std::int64_t>(10 * (i + 1)),
                                 .name = std::string(processes[i]),
                                 .process = reference::process(processes[i]),
                                 .setup_s = 1'200,
                                 .unit_time_ms = draw(2'000, 9'000),
                                 .yield_millionths = 990'000,
                                 .part_size_mm = 200};
            if (i > 0) one.predecessors.push_back(static_cast<std::int64_t>(10 * i));
            one.organisation_id = owner;
            DENGYUN_CHECK(items::add_operation(unit, std::move(one)));
        }
        DENGYUN_CHECK(items::release(unit, std::move(revision), orders::system_mover()));
        return {};
    }

    Result<> add_workshop(store::Unit& unit, std::int64_t number) {
        const Id<Organisation> owner{1'000 + number};
        DENGYUN_CHECK(enterprise::create_profile(unit, owner, enterprise::NewProfile{.name = "加工点"}));
        DENGYUN_TRY(site, add_site(unit, owner));
        for (std::int64_t m = 0; m < 3; ++m) {
            const auto process = reference::process(processes[static_cast<std::size_t>(3 * number + m) % 13]);
            capacity::Machine machine{.number = std::to_string(m),
                                      .name = "设备",
                                      .site_id = site.id,
                                      .processes = {process},
                                      .materials = {},
                                      .part_size_mm_max = draw(150, 1'500)};
            machine.organisation_id = owner;
            DENGYUN_TRY(added, capacity::add_machine(unit, std::move(machine)));
            capacity::RateCard card{.name = "报价",
                                    .process = process,
                                    .setup_price = {draw(1'000, 6'000)},
                                    .per_hour = {1'000'000 * draw(30, 120)},
                                    .tiers = {{.pieces_from = 10'000, .rate_millionths = 1'000 * draw(820, 950)}},
                                    .valid_from = china_date(unit.now())};
            card.organisation_id = owner;
            DENGYUN_CHECK(capacity::add_rate_card(unit, std::move(card)));
            if (m > 0) continue;
            // Open tasks of others lie on a third of the machines.
            const auto begin = unit.now() + std::chrono::hours(draw(2, 200));
            auto slot = capacity::reserve(unit, {.machine = added.id,
                                                 .starts_at = begin,
                                                 .ends_at = begin + std::chrono::hours(draw(4, 40)),
                                                 .holder = owner,
                                                 .purpose = "占用",
                                                 .expires_at = unit.now() + std::chrono::hours(20)});
            if (slot) DENGYUN_CHECK(capacity::book(unit, slot->id));
        }
        return {};
    }

    store::Store& store_;
    std::int64_t workshops_;
    std::mt19937_64 random_{2026};
    Id<items::Item> item_{};
    Id<items::Revision> revision_{};
    Id<enterprise::Site> site_{};
};

inline std::string member_of(const std::string& body, std::string_view name) {
    const auto begin = body.find(fmt::format("\"{}\":\"", name));
    if (begin == std::string::npos) return {};
    const auto value = begin + name.size() + 4;
    return body.substr(value, body.find('"', value) - value);
}

}  // namespace dengyun::bench

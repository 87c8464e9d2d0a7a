#include <fmt/format.h>
#include <map>
#include <random>

#include "modules/capacity/api.h"
#include "server/demonstration_parts.h"

namespace dengyun::server {
namespace {

// What a kind of machine can do. The largest part is so many thousandths of the machine's parameter, or fixed.
struct KindOfMachine {
    std::string_view kind;
    std::vector<std::string_view> processes;
    std::vector<std::string_view> materials;
    std::int64_t permille = 0;
    std::int64_t part_mm = 0;
    std::int64_t tolerance_um = 0;
    std::int64_t yuan_per_hour = 60;
};

const std::vector<KindOfMachine>& kinds_of_machines() {
    static const std::vector<KindOfMachine> kinds{
        {"立式加工中心",
         {"milling", "drilling", "tapping"},
         {"718H", "P20", "45#", "6061", "7075", "304", "POM"},
         800,
         0,
         15,
         90},
        {"电火花成形机", {"spark_erosion"}, {"718H", "S136", "H13", "NAK80"}, 850, 0, 8, 75},
        {"中走丝线切割", {"wire_cutting"}, {"Cr12MoV", "SKD11", "S136", "H13"}, 900, 0, 6, 50},
        {"合模机", {"mould_making"}, {}, 0, 1'200, 30, 120},
        {"试模注塑机", {"injection_moulding"}, {"PP", "ABS", "PC"}, 100, 0, 80, 110},
        {"平面磨床", {"grinding"}, {"45#", "Cr12MoV", "SKD11"}, 950, 0, 5, 55},
        {"三坐标测量机", {"inspection"}, {}, 1'000, 0, 3, 100},
        {"数控车床", {"turning"}, {"45#", "40Cr", "304", "H59", "6061"}, 700, 0, 15, 60},
        {"走心机", {"swiss_turning"}, {"303", "304", "H59", "6061"}, 1'000, 0, 8, 80},
        {"外圆磨床", {"grinding"}, {"GCr15", "40Cr", "45#"}, 900, 0, 4, 60},
        {"冲床", {"stamping", "punching"}, {"SPCC", "DC04", "304", "H62", "1060", "PC"}, 0, 500, 80, 45},
        {"台式攻丝机", {"tapping"}, {}, 0, 300, 50, 25},
        {"多工位冷镦机", {"cold_heading"}, {"ML08Al", "10B21", "SCM435"}, 8'000, 0, 80, 70},
        {"冷室压铸机", {"die_casting"}, {"ADC12", "A380"}, 0, 450, 120, 150},
        {"工业投影仪", {"inspection"}, {}, 1'000, 0, 3, 40},
        {"注塑机", {"injection_moulding"}, {"PP", "ABS", "PC", "POM", "HDPE"}, 100, 0, 80, 85},
        {"吹塑机", {"blow_moulding"}, {"HDPE", "PP", "PET"}, 0, 400, 200, 80},
        {"双色注塑机", {"two_colour_moulding", "injection_moulding"}, {"ABS", "PC", "PMMA"}, 90, 0, 60, 130},
        {"自动电镀线", {"electroplating", "passivation"}, {}, 0, 900, 8, 200},
        {"滚镀线", {"electroplating"}, {}, 0, 100, 8, 160},
        {"阳极氧化线", {"anodising"}, {"6061", "6063", "7075"}, 0, 1'800, 10, 220},
        {"静电喷粉线", {"powder_coating"}, {}, 0, 2'000, 60, 180},
        {"喷漆房", {"painting"}, {}, 0, 1'500, 40, 120},
        {"多用炉", {"carburising", "heat_treatment"}, {}, 0, 800, 100, 140},
        {"真空炉", {"vacuum_hardening", "heat_treatment"}, {}, 0, 900, 60, 160},
        {"真空镀膜机", {"vacuum_coating"}, {}, 500, 0, 3, 190},
    };
    return kinds;
}

// The machines of a sign maker: what the plate needs. Every ninth firm has a part of them.
const std::vector<KindOfMachine>& kinds_for_plates() {
    static const std::vector<std::string_view> sheets{"PC", "PMMA", "ABS", "PVC"};
    static const std::vector<KindOfMachine> kinds{
        {"UV 平板打印机", {"uv_printing", "curing"}, sheets, 0, 2'500, 100, 95},
        {"冷裱覆膜机", {"laminating"}, sheets, 0, 1'600, 500, 35},
        {"CNC 雕刻机", {"engraving", "milling"}, sheets, 0, 1'300, 50, 45},
        {"数控冲孔机", {"punching", "drilling"}, sheets, 0, 1'250, 80, 50},
        {"裁板机", {"blanking", "sawing"}, sheets, 0, 2'600, 200, 40},
        {"片材挤出线", {"sheet_making", "extrusion"}, {"PC", "PMMA"}, 0, 2'100, 100, 260},
        {"等离子除静电机", {"surface_cleaning"}, {}, 0, 1'600, 1'000, 30},
        {"倒角去毛刺机", {"deburring"}, {}, 0, 800, 100, 30},
        {"背胶贴合机", {"adhesive_backing", "die_cutting"}, {}, 0, 1'300, 300, 40},
        {"视觉检测台", {"code_verification", "inspection"}, {}, 0, 600, 20, 40},
        {"包装流水线", {"packing"}, {}, 0, 1'000, 1'000, 35},
    };
    return kinds;
}

meta::Date day(int year, unsigned month, unsigned number) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number));
}

// 0: one shift, 1: two, 2: around the clock.
capacity::WorkingCalendar calendar_of(int shifts) {
    constexpr std::string_view names[] = {"白班", "两班", "三班"};
    capacity::WorkingCalendar calendar{
        .name = std::string(names[shifts]), .shifts = {}, .breaks = {}, .special_days = {}};
    const std::vector<std::int64_t> week =
        shifts == 2 ? std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7} : std::vector<std::int64_t>{1, 2, 3, 4, 5, 6};
    if (shifts == 0) calendar.shifts = {{.name = "白班", .weekdays = week, .starts_minute = 480, .ends_minute = 1'020}};
    if (shifts == 1)
        calendar.shifts = {{.name = "早班", .weekdays = week, .starts_minute = 480, .ends_minute = 960},
                           {.name = "中班", .weekdays = week, .starts_minute = 960, .ends_minute = 1'440}};
    if (shifts == 2)
        calendar.shifts = {{.name = "早班", .weekdays = week, .starts_minute = 480, .ends_minute = 960},
                           {.name = "中班", .weekdays = week, .starts_minute = 960, .ends_minute = 1'440},
                           {.name = "夜班", .weekdays = week, .starts_minute = 0, .ends_minute = 480}};
    calendar.breaks = {{.starts_minute = 720, .ends_minute = 780}};
    if (shifts > 0) calendar.breaks.push_back({.starts_minute = 1'200, .ends_minute = 1'230});
    for (const auto year : {2026, 2027}) {
        calendar.special_days.push_back({.day = day(year, 1, 1), .is_worked = false, .name = "元旦"});
        calendar.special_days.push_back({.day = day(year, 5, 1), .is_worked = false, .name = "劳动节"});
        for (unsigned i = 1; i <= 3; ++i)
            calendar.special_days.push_back({.day = day(year, 10, i), .is_worked = false, .name = "国庆节"});
    }
    // The first days of the Chinese year.
    for (unsigned i = 17; i <= 19; ++i)
        calendar.special_days.push_back({.day = day(2026, 2, i), .is_worked = false, .name = "春节"});
    for (unsigned i = 6; i <= 8; ++i)
        calendar.special_days.push_back({.day = day(2027, 2, i), .is_worked = false, .name = "春节"});
    return calendar;
}

constexpr std::size_t booked_machines = 3;  // of a firm

// One firm: its calendar, machines and cards.
class Workshop {
  public:
    Workshop(store::Unit& unit, Id<Organisation> id, std::size_t number) : unit_(unit), id_(id), number_(number) {}
    Result<> add(const demo::Enterprise& firm);
    [[nodiscard]] OwnWork own_work() const { return {id_, first_}; }

  private:
    Result<> add_machine(const KindOfMachine& kind, const demo::Machine& given, int index);
    Result<> add_cards();
    std::int64_t draw(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }

    store::Unit& unit_;
    Id<Organisation> id_;
    std::size_t number_;
    std::mt19937_64 random_{2019 + number_};
    std::vector<Id<enterprise::Site>> sites_;
    Id<capacity::WorkingCalendar> calendar_{};
    std::vector<Id<capacity::Machine>> first_;
    std::map<std::string_view, std::int64_t> yuan_per_hour_;  // by process
};

Result<> Workshop::add_machine(const KindOfMachine& kind, const demo::Machine& given, int index) {
    capacity::Machine machine{.number = fmt::format("{}-{:02}", given.model.substr(0, 12), index),
                              .name = given.kind.zh,
                              .model = given.model,
                              .site_id = sites_[static_cast<std::size_t>(index) % sites_.size()],
                              .processes = {},
                              .materials = {},
                              .calendar_id = calendar_,
                              .built_in = given.built_in};
    machine.organisation_id = id_;
    for (const auto process : kind.processes) {
        machine.processes.push_back(reference::process(process));
        yuan_per_hour_.emplace(process, kind.yuan_per_hour);
    }
    for (const auto material : kind.materials) machine.materials.emplace_back(material);
    machine.part_size_mm_max = kind.part_mm > 0 ? kind.part_mm : given.parameter_value * kind.permille / 1'000;
    machine.tolerance_um = kind.tolerance_um * draw(80, 160) / 100 + 1;
    machine.is_available = draw(1, 40) > 1;
    DENGYUN_TRY(added, capacity::add_machine(unit_, std::move(machine)));
    if (added.is_available && first_.size() < booked_machines) first_.push_back(added.id);
    return {};
}

Result<> Workshop::add_cards() {
    constexpr std::int64_t micro = 1'000'000;
    const auto from = china_date(unit_.now()) - std::chrono::days(60);
    for (const auto& [process, yuan] : yuan_per_hour_) {
        capacity::RateCard card{.name = std::string(meta::name_of(reference::process(process))),
                                .process = reference::process(process),
                                .setup_price = {draw(20, 120) * 100},
                                .per_hour = {yuan * micro * draw(80, 125) / 100},
                                .minimum_charge = {draw(5, 30) * 1'000},
                                .tiers = {{.pieces_from = 1'000, .rate_millionths = 1'000 * draw(930, 980)},
                                          {.pieces_from = 10'000, .rate_millionths = 1'000 * draw(820, 920)}},
                                .valid_from = from};
        const auto& entry = choices_of(card.process).entries[static_cast<std::size_t>(card.process)];
        card.name = entry.label.zh;
        if (process == std::string_view("uv_printing")) card.per_square_metre = {draw(18, 30) * micro};
        if (process == std::string_view("laminating")) card.per_square_metre = {draw(4, 8) * micro};
        if (process == std::string_view("sheet_making")) card.per_kilogram = {draw(20, 26) * micro};
        card.organisation_id = id_;
        DENGYUN_TRY(added, capacity::add_rate_card(unit_, std::move(card)));
        static_cast<void>(added);
    }
    return {};
}

Result<> Workshop::add(const demo::Enterprise& firm) {
    DENGYUN_TRY(sites, enterprise::sites_of(unit_, id_));
    for (const auto& site : sites) sites_.push_back(site.id);
    if (sites_.empty()) return {};
    auto calendar = calendar_of(firm.employees < 30 ? 0 : firm.employees < 120 ? 1 : 2);
    calendar.organisation_id = id_;
    DENGYUN_TRY(added, capacity::add_calendar(unit_, std::move(calendar)));
    calendar_ = added.id;
    // A sign maker's machines come first, so that the plate is made where there is time.
    if (number_ % 9 == 0) {
        const auto& kinds = kinds_for_plates();
        for (std::size_t i = 0; i < 4; ++i) {
            const auto& kind = kinds[(number_ / 9 * 3 + i) % kinds.size()];
            demo::Machine machine{
                .kind = {std::string(kind.kind), ""}, .model = fmt::format("PL{}", 100 + i), .built_in = 2021};
            for (int index = 1; index <= 2; ++index) DENGYUN_CHECK(add_machine(kind, machine, index));
        }
    }
    for (const auto& given : firm.machines) {
        const auto kind = std::ranges::find(kinds_of_machines(), given.kind.zh, &KindOfMachine::kind);
        if (kind == kinds_of_machines().end()) continue;
        for (int index = 1; index <= given.count; ++index) DENGYUN_CHECK(add_machine(*kind, given, index));
    }
    return add_cards();
}

Result<> add_bookings_of(store::Unit& unit, const OwnWork& work, std::mt19937_64& random) {
    const auto draw = [&random](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    const auto today = std::chrono::floor<std::chrono::days>(unit.now() + std::chrono::hours(8));
    for (const auto machine : work.machines) {
        for (int slot = 0; slot < 5; ++slot) {
            const auto begin = Instant(today) + std::chrono::days(1 + 2 * slot) + std::chrono::hours(draw(0, 3));
            auto made = capacity::reserve(unit, {.machine = machine,
                                                 .starts_at = begin,
                                                 .ends_at = begin + std::chrono::hours(draw(3, 30)),
                                                 .holder = work.firm,
                                                 .purpose = fmt::format("自有订单 {:04}", draw(1, 9'999)),
                                                 .expires_at = unit.now() + std::chrono::hours(20)});
            // A Sunday, or behind the one before, or an order's task: there is one slot less.
            if (!made && made.error().kind == ErrorKind::conflict) continue;
            if (!made) return std::unexpected(made.error());
            if (slot == 4) continue;
            DENGYUN_CHECK(capacity::book(unit, made->id));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<OwnWork>> add_workshops(store::Unit& unit, std::span<const demo::Enterprise> firms,
                                           const std::vector<Id<Organisation>>& ids) {
    std::vector<OwnWork> all;
    for (std::size_t i = 0; i < firms.size(); ++i) {
        Workshop workshop(unit, ids[i], i);
        DENGYUN_CHECK(workshop.add(firms[i]));
        all.push_back(workshop.own_work());
    }
    return all;
}

Result<> add_bookings(store::Unit& unit, std::span<const OwnWork> all) {
    std::mt19937_64 random{2019};
    for (const auto& work : all) DENGYUN_CHECK(add_bookings_of(unit, work, random));
    return {};
}

}  // namespace dengyun::server

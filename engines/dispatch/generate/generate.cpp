#include "engines/dispatch/generate/generate.h"

#include <algorithm>
#include <fmt/format.h>

#include "engines/dispatch/solve/random_source.h"

namespace dengyun::dispatch {
namespace {

constexpr Tick minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr Tick begin = 1'772'323'200'000;  // 2026-03-01T00:00Z, 08:00 in China

struct County {
    const char* name;
    std::int64_t latitude_udeg, longitude_udeg;
};

// Seats of government.
constexpr County counties[] = {
    {"海曙区", 29'859'000, 121'551'000}, {"江北区", 29'887'000, 121'555'000}, {"北仑区", 29'899'000, 121'844'000},
    {"镇海区", 29'949'000, 121'716'000}, {"鄞州区", 29'817'000, 121'547'000}, {"奉化区", 29'655'000, 121'407'000},
    {"象山县", 29'477'000, 121'869'000}, {"宁海县", 29'288'000, 121'429'000}, {"余姚市", 30'037'000, 121'154'000},
    {"慈溪市", 30'170'000, 121'266'000}, {"鹿城区", 28'015'000, 120'655'000}, {"龙湾区", 27'933'000, 120'812'000},
    {"瓯海区", 27'966'000, 120'615'000}, {"永嘉县", 28'153'000, 120'692'000}, {"平阳县", 27'662'000, 120'566'000},
    {"苍南县", 27'518'000, 120'426'000}, {"瑞安市", 27'778'000, 120'655'000}, {"乐清市", 28'113'000, 120'983'000},
    {"椒江区", 28'673'000, 121'443'000}, {"黄岩区", 28'650'000, 121'262'000}, {"路桥区", 28'583'000, 121'365'000},
    {"三门县", 29'105'000, 121'396'000}, {"天台县", 29'144'000, 121'007'000}, {"仙居县", 28'847'000, 120'729'000},
    {"温岭市", 28'372'000, 121'386'000}, {"临海市", 28'858'000, 121'145'000}, {"玉环市", 28'136'000, 121'232'000}};

struct Process {
    const char* name;
    Tick setup;
    std::int64_t unit_us, yield_ppm, material_micro_yuan, hour_fen;
};

// White paper 4.5.1 names PC sheet, UV printing, laminating, punching and engraving among the thirteen; the others are
// the usual ones of such a plate.
constexpr Process plate[] = {{"PC板开料", 20 * minute, 1'500'000, 995'000, 1'200'000, 6'000},
                             {"清洗除尘", 10 * minute, 800'000, million, 0, 4'000},
                             {"底色丝印", 40 * minute, 1'800'000, 990'000, 150'000, 6'500},
                             {"UV打印", 30 * minute, 4'000'000, 985'000, 300'000, 12'000},
                             {"UV固化", 15 * minute, 900'000, 998'000, 0, 7'000},
                             {"覆膜", 20 * minute, 1'600'000, 992'000, 180'000, 5'500},
                             {"模切", 30 * minute, 1'000'000, 995'000, 0, 8'000},
                             {"打孔", 15 * minute, 900'000, 997'000, 0, 5'000},
                             {"雕刻", 25 * minute, 5'000'000, 990'000, 0, 11'000},
                             {"编号喷码", 10 * minute, 1'000'000, 998'000, 20'000, 6'000},
                             {"背胶贴合", 15 * minute, 1'400'000, 993'000, 250'000, 4'500},
                             {"检验", 5 * minute, 1'200'000, 990'000, 0, 4'000},
                             {"包装", 10 * minute, 700'000, million, 60'000, 3'500}};

class Generator {
  public:
    explicit Generator(const Shape& shape) : shape_(shape), random_(shape.seed * 7'919 + 17) {}

    Problem run() {
        out_.now_ms = begin;
        out_.horizon_ms = begin + shape_.days * day;
        for (const auto& one : plate) out_.processes.emplace_back(one.name);
        out_.materials = {"PC", "PET", "铝", "ABS"};
        out_.certificates = {"ISO 9001"};
        out_.transport = {.detour_ppm = 1'300'000,
                          .speed_m_per_hour = 45'000,
                          .handling_ms = 30 * minute,
                          .trip_fen = 3'000,
                          .kilometre_fen = 250,
                          .truck_g = 3'000'000};
        if (shape_.has_truck_runs)  // in China: 07:00, 10:00, 13:00, 16:00, 19:00
            out_.transport.departures_ms = {2 * hour, 5 * hour, 8 * hour, 11 * hour, 23 * hour};
        out_.calendars = {{"一班", day, {{0, 4 * hour}, {5 * hour, 9 * hour}}, {}, {}},
                          {"两班", day, {{0, 4 * hour}, {5 * hour, 13 * hour}}, {}, {}},
                          {"六天", 7 * day, {}, {}, {}}};
        for (Tick d = 0; d < 6; ++d) out_.calendars[2].shifts.push_back({d * day, d * day + 10 * hour});
        out_.settings = {.margin_ppm = 80'000, .delay_ms = 8 * hour};
        for (Index w = 0; w < shape_.workshops; ++w) workshop(w);
        for (Index m = 0; m < shape_.machines; ++m) machine(m);
        for (Index o = 0; o < shape_.orders; ++o) order(o);
        return std::move(out_);
    }

  private:
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random_.below(static_cast<std::size_t>(high - low + 1)));
    }

    void workshop(Index number) {
        const auto& county = counties[random_.below(std::size(counties))];
        // Within about ten kilometres of the seat.
        out_.sites.push_back({fmt::format("{}-{}", county.name, number),
                              county.latitude_udeg + between(-90'000, 90'000),
                              county.longitude_udeg + between(-90'000, 90'000)});
        Workshop one{.id = fmt::format("加工点{}", number),
                     .site = number,
                     .quality_ppm = between(900'000, 999'000),
                     .credit_ppm = between(820'000, 995'000),
                     .load_ppm = between(200'000, 950'000)};
        if (between(0, 2) > 0) one.certificates = {0};
        out_.workshops.push_back(std::move(one));
    }

    void machine(Index number) {
        // Every process has a machine, every workshop one of its own.
        const auto process = number < shape_.processes ? number : static_cast<Index>(between(0, shape_.processes - 1));
        Machine one{
            .id = fmt::format("设备{}", number),
            .workshop = number < shape_.workshops ? number : static_cast<Index>(between(0, shape_.workshops - 1)),
            .calendar = shape_.has_shifts ? static_cast<Index>(between(0, 2)) : none};
        const auto& kind = plate[process];
        one.rate = {.setup_fen = between(1'000, 6'000),
                    .hour_fen = kind.hour_fen * between(70, 150) / 100,
                    .piece_micro_yuan = between(0, 3) == 0 ? between(1'000, 20'000) : 0,
                    .minimum_fen = between(0, 1) * between(5'000, 40'000)};
        capability(one, process);
        if (between(0, 3) == 0) capability(one, static_cast<Index>(between(0, shape_.processes - 1)));
        Tick at_ms = begin + between(0, 2 * 24) * hour / 2;
        for (std::int64_t b = between(0, 2 * shape_.bookings); b > 0 && at_ms < out_.horizon_ms; --b) {
            const Tick length = between(2, 30) * hour / 2;
            one.booked.push_back({at_ms, at_ms + length});
            at_ms += length + between(1, 96) * hour / 2;
        }
        out_.machines.push_back(std::move(one));
    }

    void capability(Machine& machine, Index process) {
        Capability one{.process = process, .tolerance_um = between(20, 120), .pace_ppm = between(80, 140) * 10'000};
        if (between(0, 9) > 0) one.materials = {0, static_cast<Index>(between(1, 3))};
        const auto largest = between(250, 1'500) * 1'000;
        one.size_max_um = {largest, largest * 3 / 4, 50'000};
        if (between(0, 4) == 0) one.lot_min_milli = between(1, 5) * 100'000;
        if (between(0, 4) == 0) one.lot_max_milli = between(8, 40) * 1'000'000;
        machine.capabilities.push_back(std::move(one));
    }

    void order(Index number) {
        Order one{.id = fmt::format("订单{}", number),
                  .destination = static_cast<Index>(between(0, shape_.workshops - 1)),
                  .quantity_milli = std::max<std::int64_t>(1, shape_.pieces * between(50, 150) / 100) * 1000,
                  .release_ms = begin,
                  .late_fen_per_day = between(50, 300) * 1'000};
        Tick work = 0;
        for (Index o = 0; o < shape_.operations; ++o) {
            const Index process = o % shape_.processes;
            const auto& kind = plate[process];
            Operation made{.id = fmt::format("{}", 10 * (o + 1)),
                           .process = process,
                           .material = 0,
                           .size_um = {240'000, 80'000, 2'000},
                           .tolerance_um = 100,
                           .setup_ms = kind.setup,
                           .unit_us = kind.unit_us,
                           .yield_ppm = kind.yield_ppm,
                           .material_micro_yuan = kind.material_micro_yuan,
                           .unit_weight_g = 50,
                           .lot_min_milli = std::min<std::int64_t>(one.quantity_milli, 1'000'000),
                           .lot_step_milli = one.quantity_milli >= 1'000'000 ? 100'000 : 1000,
                           .lots_max = shape_.lots_max};
            if (o > 0) made.predecessors.push_back({.operation = o - 1});
            // Two branches, 0-1-… and 2-…, that join in the last operation but one.
            if (shape_.is_graph && shape_.operations >= 5 && o == 2) made.predecessors.clear();
            if (shape_.is_graph && shape_.operations >= 5 && o == shape_.operations - 2)
                made.predecessors.push_back({.operation = 1});
            if (shape_.has_batches)
                made.transfer_batch_milli = std::max<std::int64_t>(1000, one.quantity_milli / 4000 * 1000);
            work += made.setup_ms + one.quantity_milli / 1000 * made.unit_us / 1000;
            one.operations.push_back(std::move(made));
        }
        one.due_ms = begin + day + static_cast<Tick>(shape_.slack * static_cast<double>(work));
        out_.orders.push_back(std::move(one));
    }

    Shape shape_;
    RandomSource random_;
    Problem out_;
};

}  // namespace

Problem generate(const Shape& shape) { return Generator(shape).run(); }

}  // namespace dengyun::dispatch

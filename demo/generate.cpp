#include "demo/generate.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "demo/equip.h"
#include "demo/names.h"
#include "demo/people.h"
#include "demo/towns.h"
#include "kernel/base/company_code.h"

namespace dengyun::demo {
namespace {

// White paper 4.5.1; the machining and moulding firms are one figure there.
constexpr std::array<int, kind_count> proportions = {2000, 3400, 2600, 3000};

// How many people work in a firm of a kind: bands and their weights in percent.
struct Band {
    int lo, hi, percent;
};
constexpr std::array<std::array<Band, 4>, kind_count> employee_bands = {{
    {{{6, 20, 35}, {21, 60, 40}, {61, 150, 20}, {151, 300, 5}}},
    {{{5, 20, 45}, {21, 60, 35}, {61, 150, 15}, {151, 350, 5}}},
    {{{8, 25, 35}, {26, 70, 40}, {71, 180, 20}, {181, 450, 5}}},
    {{{12, 35, 40}, {36, 90, 40}, {91, 200, 17}, {201, 380, 3}}},
}};

constexpr std::array<Label, kind_count> kind_labels = {{{"模具", "A mould-making"},
                                                        {"机械加工", "A machining"},
                                                        {"注塑", "An injection-moulding"},
                                                        {"表面处理", "A surface-treatment"}}};
constexpr Label streets[] = {{"工业路", "Gongye Road"},
                             {"兴业路", "Xingye Road"},
                             {"创业路", "Chuangye Road"},
                             {"振兴东路", "Zhenxing East Road"},
                             {"振兴西路", "Zhenxing West Road"},
                             {"科创路", "Kechuang Road"},
                             {"永兴路", "Yongxing Road"},
                             {"新城大道", "Xincheng Avenue"},
                             {"工业园区一路", "Industrial Park Road 1"},
                             {"工业园区二路", "Industrial Park Road 2"},
                             {"工业园区三路", "Industrial Park Road 3"}};
constexpr Label titles[] = {
    {"总经理", "General manager"}, {"销售经理", "Sales manager"}, {"生产主管", "Production manager"}};
constexpr Label site_names[] = {{"总部", "Headquarters"}, {"二厂", "Second plant"}, {"三厂", "Third plant"}};

// Ten thousand yuan, by the size of the firm.
constexpr int capital_small[] = {10, 30, 50, 50, 100};
constexpr int capital_middle[] = {50, 100, 200, 300, 500};
constexpr int capital_large[] = {300, 500, 800, 1000, 1200};
constexpr int capital_largest[] = {1000, 2000, 3000, 5000};

// Firms lie within this distance of the middle of their town. At the cluster's latitudes (27.4 to 30.3 degrees north)
// 1e-5 degrees are 1.112 m northward and 0.974 m eastward, to within 2 %.
constexpr int town_radius_m = 1200;
constexpr std::int64_t north_step_mm = 1112;
constexpr std::int64_t east_step_mm = 974;

class Generator final : public NumberSource {
  public:
    explicit Generator(const Options& options) : options_(options), draw_(options.seed) {}

    Cluster run() {
        Cluster cluster;
        for (const Kind kind : shuffled_kinds())
            cluster.enterprises.push_back(enterprise(kind, static_cast<int>(cluster.enterprises.size())));
        add_people(cluster, *this);
        return cluster;
    }

    // The organisation code begins with YY: registration offices give out digits and, since 2015, MA.
    std::string company_code(std::string_view authority_and_kind, std::string_view region_code) override {
        constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (;;) {
            std::string organisation = "YY";
            for (int i = 0; i < 6; ++i) organisation += draw_.one_of<char>(alphabet);
            organisation += organisation_check_character(organisation);
            auto code = fmt::format("{}{}{}", authority_and_kind, region_code, organisation);
            code += company_check_character(code);
            if (codes_.insert(organisation).second) return code;
        }
    }

    // A local number that begins with 0 cannot exist: 0 leads to the long-distance exchange.
    std::string phone(std::string_view region_code) override {
        return fmt::format("{}-00{:06}", county_of(region_code).area_code, ++phones_);
    }

  private:
    std::vector<Kind> shuffled_kinds() {
        std::vector<Kind> kinds;
        const auto counts = kinds_among(options_.enterprises);
        for (std::size_t kind = 0; kind < kind_count; ++kind)
            kinds.insert(kinds.end(), static_cast<std::size_t>(counts[kind]), static_cast<Kind>(kind));
        for (std::size_t i = kinds.size() - 1; i > 0; --i)
            std::swap(kinds[i], kinds[static_cast<std::size_t>(draw_.between(0, static_cast<std::int64_t>(i)))]);
        return kinds;
    }

    const Town& town_for(Kind kind) {
        std::vector<int> weights;
        for (const auto& town : towns()) weights.push_back(town.weights[static_cast<std::size_t>(kind)]);
        return towns()[draw_.weighted(weights)];
    }

    const Line& line_for(Kind kind, const Town& town) {
        std::vector<int> weights;
        for (const auto& line : lines())
            weights.push_back(line.kind == kind && town.specialities.zh.contains(line.keyword) ? line.weight : 0);
        return lines()[draw_.weighted(weights)];
    }

    int employees_of(Kind kind) {
        const auto& bands = employee_bands[static_cast<std::size_t>(kind)];
        std::array<int, 4> weights{};
        std::ranges::transform(bands, weights.begin(), &Band::percent);
        const auto& band = bands[draw_.weighted(weights)];
        return static_cast<int>(draw_.between(band.lo, band.hi));
    }

    Date founded_on() {
        const auto year = options_.as_of.year() - std::chrono::years(draw_.between(2, 32));
        return {year, std::chrono::month(static_cast<unsigned>(draw_.between(1, 12))),
                std::chrono::day(static_cast<unsigned>(draw_.between(1, 28)))};
    }

    std::int64_t capital_fen(int employees) {
        const std::span<const int> choices = employees <= 20    ? std::span<const int>(capital_small)
                                             : employees <= 60  ? std::span<const int>(capital_middle)
                                             : employees <= 150 ? std::span<const int>(capital_large)
                                                                : std::span<const int>(capital_largest);
        return draw_.one_of(choices) * std::int64_t{1'000'000};
    }

    Place place_in(const Town& town) {
        const auto& county = county_of(town.county());
        const auto& street = draw_.one_of<Label>(streets);
        const auto number = draw_.between(1, 398);
        std::int64_t east{}, north{};
        do {
            east = draw_.between(-town_radius_m, town_radius_m);
            north = draw_.between(-town_radius_m, town_radius_m);
        } while (east * east + north * north > town_radius_m * town_radius_m);
        const auto degrees = [](double base, std::int64_t offset_e5) {
            return static_cast<double>(std::llround(base * 1e5) + offset_e5) / 1e5;
        };
        return {std::string(town.county()),
                town.code,
                {fmt::format("浙江省{}{}{}{}{}号", county.city, county.name, town.name.zh, street.zh, number),
                 fmt::format("{} {}, {}, {}, {}, Zhejiang", number, street.en, town.name.en, county.name_en,
                             county.city_en)},
                degrees(town.longitude, east * 1000 / east_step_mm),
                degrees(town.latitude, north * 1000 / north_step_mm)};
    }

    std::vector<Site> sites_of(const Enterprise& firm, const Town& town) {
        std::size_t count = 1;
        if (firm.employees > 40 && draw_.chance(40)) ++count;
        if (firm.employees > 100 && draw_.chance(40)) ++count;
        std::vector<Town> near;
        std::ranges::copy_if(towns(), std::back_inserter(near),
                             [&town](const Town& other) { return other.county() == town.county(); });
        std::vector<Site> out;
        for (std::size_t i = 0; i < count; ++i) {
            const auto area =
                static_cast<int>(firm.employees * draw_.between(25, 60) / static_cast<std::int64_t>(count));
            const auto& label = site_names[i];
            auto place = i == 0 ? firm.place : place_in(draw_.one_of<Town>(near));
            out.push_back(
                {{std::string(label.zh), std::string(label.en)}, std::move(place), std::max(area, 120), i == 0});
        }
        return out;
    }

    std::vector<Contact> contacts_of(const Enterprise& firm, int number) {
        const std::size_t count = firm.employees > 100 ? 3 : firm.employees > 25 ? 2 : 1;
        std::vector<Contact> out;
        for (std::size_t i = 0; i < count; ++i)
            out.push_back({person_name(draw_),
                           {std::string(titles[i].zh), std::string(titles[i].en)},
                           phone(firm.place.region_code),
                           fmt::format("contact{}@e{:04}.demo.example", i + 1, number + 1),
                           i == 0});
        return out;
    }

    void name(Enterprise& firm, const Line& line) {
        const auto& county = county_of(firm.place.region_code);
        const auto brand = brands_.next(draw_);
        const bool is_factory = firm.employees < 30 && draw_.chance(20);
        std::string_view stem = county.name;
        const bool is_district = stem.ends_with("区");
        if (is_district) stem.remove_suffix(std::string_view("区").size());
        firm.name = fmt::format("{}{}{}{}{}", is_district ? county.city : "", stem, brand.zh, line.trade.zh,
                                is_factory ? "厂" : "有限公司");
        firm.name_en =
            fmt::format("{} {} {} {}", county.name_en, brand.en, line.trade.en, is_factory ? "Factory" : "Co., Ltd.");
    }

    static void describe(Enterprise& firm, const Town& town) {
        std::vector<std::string> zh, en;
        for (const auto& capability : firm.capabilities) {
            zh.push_back(capability.process.zh);
            en.push_back(capability.process.en);
        }
        const auto& kind = kind_labels[static_cast<std::size_t>(firm.kind)];
        firm.description.zh =
            fmt::format("位于{}的{}企业，{} 人，主要工艺：{}。所在地产业：{}。演示数据，并非真实企业。", town.name.zh,
                        kind.zh, firm.employees, fmt::join(zh, "、"), town.specialities.zh);
        firm.description.en = fmt::format(
            "{} firm of {} people in {}. Processes: {}. Trades of the town: {}. Demonstration data, not a real firm.",
            kind.en, firm.employees, town.name.en, fmt::join(en, ", "), town.specialities.en);
    }

    Enterprise enterprise(Kind kind, int number) {
        Enterprise firm;
        const auto& town = town_for(kind);
        const auto& line = line_for(kind, town);
        firm.kind = kind;
        firm.industry_code = line.industry;
        firm.place = place_in(town);
        firm.employees = employees_of(kind);
        firm.founded_on = founded_on();
        firm.registered_capital_fen = capital_fen(firm.employees);
        firm.company_code = company_code("91", firm.place.region_code);
        firm.phone = phone(firm.place.region_code);
        firm.email = fmt::format("office@e{:04}.demo.example", number + 1);
        if (draw_.chance(45)) firm.website = fmt::format("https://e{:04}.demo.example", number + 1);
        name(firm, line);
        firm.sites = sites_of(firm, town);
        firm.contacts = contacts_of(firm, number);
        equip(firm, line, number, options_.as_of, draw_);
        describe(firm, town);
        return firm;
    }

    Options options_;
    Draw draw_;
    BrandSource brands_;
    std::set<std::string> codes_;
    int phones_ = 0;
};

}  // namespace

std::array<int, kind_count> kinds_among(int enterprises) {
    constexpr int sum = proportions[0] + proportions[1] + proportions[2] + proportions[3];
    std::array<int, kind_count> counts{};
    int left = enterprises;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
        counts[kind] = enterprises * proportions[kind] / sum;
        left -= counts[kind];
    }
    for (std::size_t kind = 0; left > 0; ++kind, --left) ++counts[kind];
    return counts;
}

Cluster generate(const Options& options) {
    DENGYUN_ASSERT(options.enterprises >= enterprises_min && options.enterprises <= enterprises_max);
    DENGYUN_ASSERT(options.as_of.ok());
    return Generator(options).run();
}

}  // namespace dengyun::demo

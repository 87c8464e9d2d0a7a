#pragma once
// The demonstration cluster: mould, machining, injection-moulding and surface-treatment firms of Ningbo, Taizhou and
// Wenzhou, in real towns, otherwise invented. Equal options give equal clusters on every machine.
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dengyun::demo {

struct Text {
    std::string zh;
    std::string en;
};

enum class Kind : std::uint8_t { mould, machining, injection_moulding, surface_treatment };
inline constexpr std::size_t kind_count = 4;

using Date = std::chrono::year_month_day;

struct Place {
    std::string region_code;  // county, six digits
    std::string town_code;    // nine digits
    Text address;
    double longitude{};  // degrees, WGS-84, five decimals
    double latitude{};
};

struct Site {
    Text name;
    Place place;
    int area_m2{};
    bool is_headquarters{};  // exactly one per enterprise: the first
};

struct Contact {
    std::string name;
    Text title;
    std::string phone;
    std::string email;
    bool is_primary{};  // exactly one per enterprise: the first
};

struct Certificate {
    std::string kind;  // "ISO 9001", "排污许可证"
    std::string number;
    std::string issuer;
    Date issued_on;
    Date expires_on;  // some are past
};

struct Machine {
    Text kind;          // "立式加工中心"
    std::string model;  // of no make: "VMC-850"
    int count{};
    Text parameter;  // "行程", "travel"
    std::int64_t parameter_value{};
    std::string parameter_unit;  // "mm", "kN", "L", "kg", "m"
    int built_in{};              // year
};

struct Capability {
    Text process;
    std::string material;
    int part_size_mm_max{};
    int tolerance_um{};
    std::int64_t monthly_capacity{};
    std::string capacity_unit;  // "套", "件", "kg", "m²"
    int lead_time_days{};
    std::string description;
    std::vector<std::string> certificates;  // kinds that the firm holds and that cover the process
};

struct Enterprise {
    Kind kind{};
    std::string name;
    std::string name_en;
    std::string company_code;   // well-formed, of a series not in use
    std::string industry_code;  // GB/T 4754-2017, class
    Place place;                // the headquarters' site
    int employees{};
    Date founded_on;
    std::int64_t registered_capital_fen{};
    std::string phone;
    std::string email;
    std::string website;  // may be empty
    Text description;
    std::vector<Site> sites;
    std::vector<Contact> contacts;
    std::vector<Certificate> certificates;
    std::vector<Machine> machines;
    std::vector<Capability> capabilities;
    bool demonstration = true;
};

// An organisation of the platform beside the enterprises. `kind`: operator, bank, government, bookkeeping_firm,
// service_provider.
struct Partner {
    std::string kind;
    std::string name;
    std::string name_en;
    std::string company_code;
    std::string region_code;
    bool demonstration = true;
};

// A sign-in for visitors. Exactly one of the two indices is set; the other is -1.
struct Person {
    std::string login;
    std::string display_name;
    std::string role;  // owner, administrator, planner, worker, buyer, bookkeeper, platform_operator, bank, …
    std::string email;
    std::string phone;
    int enterprise = -1;  // place in Cluster::enterprises
    int partner = -1;     // place in Cluster::partners
    bool demonstration = true;
};

// Announced wherever the demonstration is: nothing that is worth protecting may lie in an organisation of this cluster.
inline constexpr std::string_view demonstration_password = "Dengyun-Demo-2019";

struct Cluster {
    std::vector<Enterprise> enterprises;
    std::vector<Partner> partners;
    std::vector<Person> people;
};

inline constexpr int enterprises_min = 11;
inline constexpr int enterprises_max = 800;

struct Options {
    std::uint64_t seed = 2019;
    int enterprises = 330;  // within the bounds above
    // "Today": certificates and machines are dated against it. A loader that passes the real day gets fresh dates.
    Date as_of{std::chrono::year(2026), std::chrono::March, std::chrono::day(1)};
};

// How many firms of each kind (white paper 4.5.1: 2,000 mould, 6,000 machining and moulding, 3,000 surface treatment;
// the 6,000 are divided 3,400 to 2,600, which is our own guess).
[[nodiscard]] std::array<int, kind_count> kinds_among(int enterprises);

[[nodiscard]] Cluster generate(const Options& options = {});

}  // namespace dengyun::demo

#pragma once
// What the firms do: lines of business by kind, and the machines of each line with the process that a machine makes
// possible. Data only; the figures are what is common in small firms of the region, rounded.
#include <cstdint>
#include <span>
#include <string_view>

#include "demo/generate.h"
#include "kernel/base/label.h"

namespace dengyun::demo {

struct Line {
    Kind kind;
    std::string_view key;  // named by MachineType::lines
    Label trade;           // in the firm's name: "压铸模具", "Die-Casting Mould"
    std::string_view industry;
    int weight;                // among the lines of its kind
    std::string_view keyword;  // only in towns whose specialities hold it; empty: everywhere
    bool for_vehicles;         // asks for IATF 16949
};
[[nodiscard]] std::span<const Line> lines();

struct Process {
    Text name;
    std::vector<std::string> materials;  // neighbours are alike; empty: there is no process
    int part_permille = 0;  // largest part in thousandths of the machine's parameter; 0: drawn from the next two
    int part_mm_min = 0, part_mm_max = 0;
    int tolerance_um_min = 0, tolerance_um_max = 0;
    int monthly_min = 0, monthly_max = 0;  // of one machine
    std::string unit;
    int lead_days_min = 0, lead_days_max = 0;
};

struct MachineType {
    Kind kind{};
    std::string lines;  // keys divided by '|'; empty: every line of the kind
    Text name;
    std::string model;  // prefix; the parameter's value follows
    Text parameter;
    std::string unit;
    std::vector<int> values;  // rising; the upper half only in firms of 60 and more
    int percent = 0;          // how many firms of these lines have it
    int workers_each = 1;     // one machine for so many people
    int count_max = 1;
    Process process;  // that the machine makes possible
};
// data/machines.csv
[[nodiscard]] std::span<const MachineType> machine_types();

// The entries of a list divided by '|'.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view list);
// Whether a list divided by '|' holds the key, or is empty.
[[nodiscard]] bool applies(std::string_view keys, std::string_view key);

}  // namespace dengyun::demo

#pragma once
// A version of a machine's parameters: written by one person, approved by another, sent, and in force when the machine
// has read it back. docs/state-machines/parameter_set.md
#include "kernel/flow/state_table.h"
#include "modules/telemetry/devices/device.h"
#include "modules/telemetry/parameters/parameter.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t parameter_sets_max = 500;             // of a device
inline constexpr Duration parameter_answer_time{10LL * 60 * 1000};  // until which a machine reads back

enum class ParameterSetStatus { draft, proposed, approved, sending, applied, failed, refused, superseded };
enum class ParameterSetAction { propose, withdraw, approve, refuse, send, confirm, fail, supersede };
const meta::Choices& choices_of(ParameterSetStatus);
const meta::Choices& choices_of(ParameterSetAction);

struct ParameterSet : meta::Record<ParameterSet> {
    Id<Device> device_id{};
    std::int64_t number = 0;  // 1, 2, 3, … of the device
    std::string note;
    std::string content = "{}";  // values by the names of parameters
    ParameterSetStatus status = ParameterSetStatus::draft;
    std::optional<std::int64_t> returns_to;  // the number of the version whose values it brings back
    std::optional<std::string> proposed_by;  // a person's name, as of that time
    std::optional<std::int64_t> proposed_by_id;
    std::optional<Instant> proposed_at;
    std::optional<std::string> approved_by;
    std::optional<Instant> approved_at;
    std::optional<std::string> status_reason;  // why it was refused
    std::optional<std::string> sent_by;
    std::optional<Instant> sent_at;
    std::optional<Instant> answer_by;
    std::string read_back = "{}";  // what the machine has told of it since it was sent; written without an event
    std::optional<Instant> applied_at;
    std::optional<std::string> failure;  // a code of the message catalogue
    std::string command_ids;             // internal: of the gateway commands that write it, each followed by a space
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::telemetry

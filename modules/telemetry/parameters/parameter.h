#pragma once
// A parameter of a machine: a value that we give it. Named by its profile; sent as a shared attribute of that name and
// read back from the client attribute of the same name.
#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/label.h"
#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::telemetry {

enum class ParameterType { real, integer, boolean, text };
const meta::Choices& choices_of(ParameterType);

struct Parameter {
    std::string name;
    std::string label_zh;
    std::string label_en;
    ParameterType type = ParameterType::real;
    std::string unit;
    std::optional<double> min;  // both included
    std::optional<double> max;
    static const meta::Entity description;
};

inline constexpr std::uint32_t parameters_max = 100;
inline constexpr std::uint32_t parameter_content_length_max = 8'000;  // so that it fits into the device's attributes
inline constexpr std::size_t parameter_text_bytes_max = 256;

// What is given for parameters by name. Errors: invalid, an issue for each that is unknown, of another type or out of
// its range; one on `place` where it is no object or gives nothing.
[[nodiscard]] Result<> check_parameters(const std::vector<Parameter>& parameters, const boost::json::value& content,
                                        std::string_view place = "content");

// The same value, as a machine keeps it: a controller that holds 32-bit reals gives back 0.100000001 for 0.1.
[[nodiscard]] bool same_parameter(const boost::json::value& one, const boost::json::value& other);

// What a machine has told since a set was sent to it, held against the set.
enum class Verdict {
    waiting,    // it has not said enough
    equal,      // it has told at least one of the parameters, and all are as they were sent
    different,  // it has told them all, and one is neither as it was sent nor as it was before
};
// `before`: what it had told earlier, which stands for what it does not repeat.
[[nodiscard]] Verdict judge_read_back(const boost::json::object& content, const boost::json::object& told,
                                      const boost::json::object& before);

// One line of what two sets differ in; texts for people.
struct ParameterDifference {
    std::string name;
    std::string label;
    std::string unit;
    std::optional<std::string> before;  // none: not given
    std::optional<std::string> after;
    static const meta::Entity description;
};
// In the order of the profile; what it does not name any more comes last.
[[nodiscard]] std::vector<ParameterDifference> difference_of(const std::vector<Parameter>& parameters,
                                                             const boost::json::object& before,
                                                             const boost::json::object& after, Language language);

}  // namespace dengyun::telemetry

#pragma once
// The cluster in figures: how many enterprises, certificates and capabilities there are and where; and what happened
// lately that everybody may know. For the map, the charts and the big screen.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::enterprise {

struct Share {
    std::string code;  // a region, an industry division, a process, a kind of certificate, a month ("2026-03")
    std::string name;  // in the caller's language
    std::int64_t count = 0;
    static const meta::Entity description;
};

struct Statistics {
    std::int64_t enterprises = 0;
    std::int64_t sites = 0;
    std::int64_t capabilities = 0;
    std::int64_t certificates = 0;  // verified ones
    std::int64_t employees = 0;     // as the enterprises say
    std::vector<Share> regions;     // of the enterprises, by county
    std::vector<Share> industries;  // of the enterprises, by division
    std::vector<Share> processes;   // of the capabilities
    std::vector<Share> certificate_kinds;
    std::vector<Share> months;  // enterprises that joined, of the last twelve months, in China's months
    static const meta::Entity description;
};

enum class ActivityKind { joined, offers_process, certificate_verified };
const meta::Choices& choices_of(ActivityKind);

struct Activity {
    Instant at{};
    ActivityKind kind = ActivityKind::joined;
    std::string enterprise_id;  // decimal text
    std::string enterprise_name;
    std::optional<std::string> region_code;
    std::string detail;  // the process or the certificate, in the caller's language
    static const meta::Entity description;
};
struct ActivityList {
    std::vector<Activity> items;  // the latest first
    static const meta::Entity description;
};

}  // namespace dengyun::enterprise

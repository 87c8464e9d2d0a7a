#pragma once
// A structure with a member of every type, plain, optional and in lists: what the tests and the fuzz target of the
// codec read and write.
#include "kernel/meta/entity.h"

namespace dengyun::meta::sample {

enum class Colour { red, green, blue };
const Choices& choices_of(Colour);

struct Part {
    std::string name;
    std::optional<std::int64_t> count;
    static const Entity description;
    friend bool operator==(const Part&, const Part&) = default;
};

struct Everything {
    std::string name;
    std::optional<std::string> note;
    std::string email;
    bool active = false;
    std::optional<bool> maybe;
    std::int64_t count = 0;
    std::optional<std::int64_t> small;
    Money price{};
    double longitude = 0;
    std::optional<double> ratio;
    Instant at{};
    std::optional<Instant> later;
    Date day{};
    std::optional<Date> until;
    Id<Everything> other{};
    std::optional<Id<Everything>> parent;
    Colour colour = Colour::red;
    std::optional<Colour> accent;
    Part part;
    std::optional<Part> spare;
    std::vector<std::string> tags;
    std::vector<Colour> colours;
    std::vector<Part> parts;
    std::int64_t made_by_us = 0;  // read-only
    std::string fixed;            // immutable
    std::string hidden;           // internal
    std::string password;
    std::optional<std::string> secret;  // needs sample.read_secret, sample.write_secret
    static const Entity description;
    friend bool operator==(const Everything&, const Everything&) = default;
};

// Small enough to read its schema in a test.
struct Workshop : Record<Workshop> {
    std::string name;
    std::optional<std::int64_t> area_m2;
    Colour colour = Colour::red;
    static const Entity description;
};

}  // namespace dengyun::meta::sample

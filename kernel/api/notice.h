#pragma once
// Notices: events that people are told about. A module declares which of its events, in which words and for whom; the
// notifications module writes them down per person and the web app shows them live.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/label.h"
#include "kernel/store/events.h"

namespace dengyun::api {

// Who is told. Nobody is told what he did himself.
enum class Audience {
    organisation,  // members of the organisation where it happened who hold `permission`
    platform,      // members of the platform's own kinds of organisations (operator, bank, …) who hold `permission`
    person,        // the account that the event is about
};

struct Notice {
    std::string_view event;  // "certificate.verified"
    Label text;              // "证书已通过核验"
    Audience audience = Audience::organisation;
    std::string_view permission{};
    // A few words on which document it is, language-neutral; the reader's scope sees every organisation. nullptr: none
    // are needed. nullopt: nobody is told of this one.
    std::optional<std::string> (*subject)(store::Reader& reader, const store::Event& event) = nullptr;
};

}  // namespace dengyun::api

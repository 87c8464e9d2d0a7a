#include "flows/exchange/documents.h"

namespace dengyun::exchange {

Result<ubl::Party> party_of(store::Reader& reader, Id<Organisation> organisation) {
    DENGYUN_TRY(enterprise, reader.find(Id<enterprise::Enterprise>{organisation.value}));
    return ubl::Party{
        .id = to_text(organisation), .name = enterprise.name, .company_code = enterprise.company_code.value_or("")};
}

Result<Id<Organisation>> organisation_of(store::Reader& reader, const ubl::Party& party, std::string_view place) {
    const auto unknown = [&] {
        return fail(ErrorKind::invalid, "request.invalid", {{std::string(place), "unknown_reference"}});
    };
    if (party.company_code.empty()) {
        const auto id = parse_id<enterprise::Enterprise>(party.id);
        if (!id || !reader.find(*id)) return unknown();
        return Id<Organisation>{id->value};
    }
    store::Query by_code;
    by_code.filters.push_back({"company_code", party.company_code});
    by_code.limit = 2;
    DENGYUN_TRY(found, reader.list<enterprise::Enterprise>(by_code));
    if (found.items.size() != 1) return unknown();
    return Id<Organisation>{found.items.front().id.value};
}

std::string note_of(const std::string& title, const std::optional<std::string>& more) {
    return more ? title + '\n' + *more : title;
}

TitleAndNote title_of(const ubl::Document& document) {
    const auto title = document.note.substr(0, document.note.find('\n'));
    TitleAndNote parts{.title = title.empty() ? document.id : title, .note = std::nullopt};
    if (document.note.size() > title.size() + 1) parts.note = document.note.substr(title.size() + 1);
    return parts;
}

}  // namespace dengyun::exchange

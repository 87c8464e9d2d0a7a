#include "kernel/meta/entity.h"

#include "kernel/meta/json.h"

namespace dengyun::meta {

std::string_view name_of(Type type) {
    switch (type) {
        case Type::text:
            return "text";
        case Type::boolean:
            return "boolean";
        case Type::integer:
            return "integer";
        case Type::real:
            return "real";
        case Type::instant:
            return "instant";
        case Type::date:
            return "date";
        case Type::id:
            return "id";
        case Type::choice:
            return "choice";
        case Type::nested:
            return "nested";
        case Type::list:
            return "list";
    }
    return {};
}

std::string_view name_of(Format format) {
    switch (format) {
        case Format::plain:
            return "plain";
        case Format::multiline:
            return "multiline";
        case Format::email:
            return "email";
        case Format::phone:
            return "phone";
        case Format::url:
            return "url";
        case Format::password:
            return "password";
        case Format::fen:
            return "fen";
        case Format::micro_yuan:
            return "micro_yuan";
        case Format::milli:
            return "milli";
        case Format::longitude:
            return "longitude";
        case Format::latitude:
            return "latitude";
        case Format::region:
            return "region";
        case Format::industry:
            return "industry";
        case Format::file:
            return "file";
        case Format::json:
            return "json";
    }
    return {};
}

const Field* Entity::find(std::string_view field_name) const {
    const auto found = std::ranges::find(fields, field_name, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

std::optional<std::int64_t> position_of(const Choices& choices, std::string_view name) {
    const auto found = std::ranges::find(choices.entries, name, &Choice::name);
    if (found == choices.entries.end()) return std::nullopt;
    return found - choices.entries.begin();
}

namespace {
class Fixed final : public Viewer {
  public:
    explicit Fixed(bool answer) : answer_(answer) {}
    [[nodiscard]] bool may(std::string_view) const override { return answer_; }

  private:
    bool answer_;
};
}  // namespace

const Viewer& all_seeing() {
    static const Fixed viewer(true);
    return viewer;
}
const Viewer& stranger() {
    static const Fixed viewer(false);
    return viewer;
}

}  // namespace dengyun::meta

#pragma once
// What a module keeps of its own rows from one unit to the next, so as not to read them again. Only where nobody else
// can write in between: on SQLite, in the writer. It is dropped when a unit that has asked for it fails, when the
// commit fails, and when a row of an entity that it rests on is changed by description; the module itself keeps it
// right for what it writes by hand.
#include <memory>
#include <span>
#include <typeindex>
#include <unordered_map>

#include "kernel/meta/entity.h"

namespace dengyun::store {

class Unit;

struct Kept {
    Kept() = default;
    virtual ~Kept() = default;
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    [[nodiscard]] virtual bool rests_on(const meta::Entity& entity) const = 0;
};

// All that is kept by one writer; one thread.
class KeptRows {
  public:
    template <std::derived_from<Kept> K>
    [[nodiscard]] K& of() {
        auto& one = all_[typeid(K)];
        if (!one) one = std::make_unique<K>();
        asked_ = true;
        return static_cast<K&>(*one);
    }
    void row_changed(const meta::Entity& entity) {
        std::erase_if(all_, [&](const auto& entry) { return entry.second->rests_on(entity); });
    }
    void unit_begins() { asked_ = written_past_ = false; }
    // Something was written past the units (raw_access.h), and nobody can tell what.
    void note_written_past() { written_past_ = true; }
    [[nodiscard]] bool was_written_past() const { return written_past_; }
    void unit_failed() {
        if (asked_) all_.clear();
    }
    void clear() { all_.clear(); }

  private:
    std::unordered_map<std::type_index, std::unique_ptr<Kept>> all_;
    // By the unit that runs.
    bool asked_ = false;
    bool written_past_ = false;
};

// Null where nothing is kept, as others may have written since.
[[nodiscard]] KeptRows* kept_rows(Unit& unit);
template <std::derived_from<Kept> K>
[[nodiscard]] K* kept(Unit& unit) {
    auto* rows = kept_rows(unit);
    return rows == nullptr ? nullptr : &rows->of<K>();
}

}  // namespace dengyun::store

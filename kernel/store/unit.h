#pragma once
// Reader and Unit: the only ways to the rows. Both are made by the Store from a Scope, so that a query without one does
// not compile; every statement is narrowed to the scope's organisation (PostgreSQL's row-level security is the second
// line). A Unit is one unit of work: its rows and its events are committed together or not at all.
//
//   store.write<Site>(scope, [&](Unit& unit) -> Result<Site> {
//       DENGYUN_TRY(site, unit.find(id));
//       site.name = "二号车间";
//       return unit.update(site);
//   });
//
// A statement that the database refuses (a taken value) fails the whole unit, also where `work` goes on after it.
// A Unit lives on one thread and only within the call it was passed to. What `work` does outside the database must be
// harmless to repeat: PostgreSQL may ask for a second try after a serialisation conflict.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/clock.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/scope.h"
#include "kernel/meta/entity.h"

namespace dengyun::store {

struct SearchChange;
class Connection;  // a SOCI session with its prepared statements; private to this room

inline constexpr unsigned page_limit_max = 200;

// What a list asks for. Field names and values are checked against the description: an unknown field, one that is not
// filterable or sortable, a bad value or a foreign cursor are invalid "request.invalid" with an issue on the parameter.
struct Query {
    struct Filter {
        std::string field;
        std::string value;  // text form, see meta::read_scalar
    };
    std::vector<Filter> filters;  // all must hold; the same field twice means either value
    std::string sort = "-id";     // a sortable field or "id"; '-' in front: descending
    std::string search;           // words or a part of a Chinese text, in the searchable fields
    std::string after;            // the `next` of the page before
    unsigned limit = 50;          // 1 to page_limit_max
};

template <class E>
struct Page {
    std::vector<E> items;
    std::optional<std::string> next;  // opaque; absent on the last page
};

// One row of a hand-written query, in the order of its columns. Valid until the next row.
class Row {
  public:
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(std::size_t column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(std::size_t column) const = 0;
    [[nodiscard]] virtual double real(std::size_t column) const = 0;
    [[nodiscard]] virtual std::string_view text(std::size_t column) const = 0;
};

class Reader {
  public:
    Reader(Connection& connection, const Scope& scope, const Clock& clock);
    virtual ~Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] const Scope& scope() const { return scope_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }

    // By primary key. Error: not_found "request.not_found", also for rows of other organisations.
    template <meta::Described E>
    [[nodiscard]] Result<E> find(Id<E> id) {
        E object{};
        DENGYUN_CHECK(find_row(E::description, id.value, &object));
        return object;
    }
    // By a unique index of the description, values in the order of its columns; nullopt where there is none.
    template <meta::Described E>
    [[nodiscard]] Result<std::optional<E>> find_by(std::string_view index, std::span<const meta::Scalar> values) {
        E object{};
        DENGYUN_TRY(found, find_row_by(E::description, index, values, &object));
        return found ? std::optional<E>(std::move(object)) : std::nullopt;
    }
    template <meta::Described E>
    [[nodiscard]] Result<Page<E>> list(const Query& query) {
        Page<E> page;
        const auto append = [&]() -> void* { return &page.items.emplace_back(); };
        DENGYUN_TRY(next, list_rows(E::description, query, append));
        page.next = std::move(next);
        return page;
    }
    // Hand-written SQL in the subset that both databases speak, for joins and sums within a module's own tables.
    // Parameters are `?`; the text is a literal (it is the key of the statement cache) and must narrow itself by
    // `organisation_id = ?` unless the scope reads all.
    [[nodiscard]] Result<> query(std::string_view sql, std::span<const meta::Scalar> parameters,
                                 const std::function<void(const Row&)>& each);

  protected:
    [[nodiscard]] Connection& connection() { return connection_; }

    Result<> find_row(const meta::Entity& entity, std::int64_t id, void* object);

  private:
    friend struct UnitEnd;
    Result<bool> find_row_by(const meta::Entity& entity, std::string_view index, std::span<const meta::Scalar> values,
                             void* object);
    Result<std::optional<std::string>> list_rows(const meta::Entity& entity, const Query& query,
                                                 const std::function<void*()>& append);
    Connection& connection_;
    const Scope& scope_;
    const Clock& clock_;
};

// A job or timer to be run at or after a moment; see jobs.h.
struct JobRequest {
    std::string kind;  // names the handler: "webhooks.deliver"
    std::string key;   // unique per kind: scheduling again replaces the open one
    Instant run_at{};
    std::string data;  // JSON, at most 64 KiB
};

class Unit final : public Reader {
  public:
    Unit(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids);
    ~Unit() override;

    // Gives the row its id (where it has none), organisation (where it has none: the scope's), version 1 and times;
    // emits "<entity>.created". Errors: conflict "request.taken" with an issue per column of the broken unique index.
    template <meta::Described E>
    [[nodiscard]] Result<E> insert(E object) {
        DENGYUN_CHECK(insert_row(E::description, &object));
        return object;
    }
    // Replaces the row if its version is still the one that `object` was read with; emits `event` with what changed as
    // {"field":[before,after]}. Errors: precondition_failed "request.changed_meanwhile", not_found, "request.taken".
    template <meta::Described E>
    [[nodiscard]] Result<E> update(E object, std::string_view event = "changed") {
        E before{};
        DENGYUN_CHECK(update_row(E::description, &object, &before, event));
        return object;
    }
    // Emits "<entity>.removed". Errors as for update.
    template <meta::Described E>
    [[nodiscard]] Result<> remove(const E& object) {
        return remove_row(E::description, &object);
    }

    // An event beyond those above, in the chain of `organisation`; `data` is a JSON object.
    [[nodiscard]] Result<> emit(Id<Organisation> organisation, std::string_view entity, std::int64_t entity_id,
                                std::string_view event, std::string data);
    // Hand-written change; as `query`. Answers how many rows it touched. The caller emits the event.
    [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, std::span<const meta::Scalar> parameters);

    [[nodiscard]] Result<> schedule(const JobRequest& job);
    [[nodiscard]] Result<> cancel(std::string_view kind, std::string_view key);

    template <class Tag>
    [[nodiscard]] Id<Tag> new_id() {
        return ids_.next<Tag>();
    }

  private:
    friend struct UnitEnd;  // the store's part: writes the events and closes the unit
    Result<> insert_row(const meta::Entity& entity, void* object);
    // `object` is the row as it shall be; `before`, of the same type, receives what it was.
    Result<> update_row(const meta::Entity& entity, void* object, void* before, std::string_view event);
    Result<> remove_row(const meta::Entity& entity, const void* object);
    Result<> may_write(std::int64_t organisation) const;
    Result<> refine(Result<std::int64_t> outcome, const meta::Entity& entity);

    struct NewEvent {
        Id<Organisation> organisation;
        std::string entity;
        std::int64_t entity_id;
        std::string name;
        std::string data;
    };
    IdSource& ids_;
    std::vector<NewEvent> events_;  // written at the end of the unit, when the heads of their chains are locked
    std::vector<SearchChange> search_changes_;
    bool scheduled_ = false;
};

}  // namespace dengyun::store

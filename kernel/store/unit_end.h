#pragma once
// How the two kinds of store close a unit of work. Private to this room.
#include "kernel/store/event_chain.h"
#include "kernel/store/search.h"
#include "kernel/store/store.h"

namespace dengyun::store {

// What the rest of the process is told once the unit is committed.
struct Effects {
    std::vector<Id<Organisation>> organisations;  // whose event log has grown
    bool scheduled = false;                       // a job was scheduled
    // SQLite, where many units share a transaction: what is written once at its end.
    ChainHeads heads;
    std::vector<SearchChange> search;
};

struct UnitEnd {
    [[nodiscard]] static Connection& connection(Reader& reader) { return reader.connection(); }
    // Writes the events and tells the effects. Nothing may be written by the unit after it. `heads`: of the chains as
    // the units before have left them in this transaction; the new ones go into the effects. Null: they are read and
    // written at once.
    [[nodiscard]] static Result<> close(Unit& unit, const ChainHeads* heads, Effects& effects);
    // Makes a unit, runs `work` in it and closes it; an exception of `work` is an error like others, and a statement
    // that the database has refused fails the unit whatever `work` made of it.
    [[nodiscard]] static Result<> run(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids,
                                      const Store::WriteWork& work, const ChainHeads* heads, Effects& effects);
    [[nodiscard]] static Result<> run_read(Connection& connection, const Scope& scope, const Clock& clock,
                                           const Store::ReadWork& work);
};

}  // namespace dengyun::store

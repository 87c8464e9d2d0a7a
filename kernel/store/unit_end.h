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
    bool raw = false;                             // something was written past it
    // SQLite, where many units share a transaction: what is written once at its end.
    ChainHeads heads;
    std::vector<SearchChange> search;
};

// What SQLite's one writer knows from the units before, so that the next ones need not read it.
struct WriterMemory {
    ChainHeads heads;
    KeptRows kept;
    void clear() {
        heads.clear();
        kept.clear();
    }
};

struct UnitEnd {
    [[nodiscard]] static Connection& connection(Reader& reader) { return reader.connection(); }
    // Writes the events and tells the effects. Nothing may be written by the unit after it. `memory` has the heads of
    // the chains as the units before have left them; the new ones go into the effects. Null: they are read and written
    // at once.
    [[nodiscard]] static Result<> close(Unit& unit, const WriterMemory* memory, Effects& effects);
    // Makes a unit, runs `work` in it and closes it; an exception of `work` is an error like others, and a statement
    // that the database has refused fails the unit whatever `work` made of it.
    [[nodiscard]] static Result<> run(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids,
                                      const Store::WriteWork& work, WriterMemory* memory, Effects& effects);
    [[nodiscard]] static Result<> run_read(Connection& connection, const Scope& scope, const Clock& clock,
                                           const Store::ReadWork& work);
};

}  // namespace dengyun::store

#pragma once
// Tasks: what waits for the caller now, gathered from the modules. A module declares its sources; the home page shows
// what they find. A source reads its own module's rows and nothing else:
//
//   routes.declare(TaskSource{"certificate_reviews", {"待核验的证书", "Certificates to verify"}, "certificates.verify",
//                             Reach::all, [](const Call& call, store::Reader& reader) -> Result<FoundTasks> { … }});
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/api/call.h"
#include "kernel/store/unit.h"

namespace dengyun::api {

inline constexpr std::size_t tasks_shown_max = 5;       // of one source
inline constexpr std::int64_t tasks_counted_max = 100;  // of one source; a count of 100 means that or more
inline constexpr std::string_view task_path = "/api/v1/tasks";

struct Task {
    std::string title;                   // what it is about, in the caller's language
    std::string entity;                  // of the document to open: "certificate"
    std::string entity_id;               // decimal text
    Id<Organisation> organisation_id{};  // whose document it is
    std::optional<Instant> due_at;       // when somebody will have been kept waiting too long
    static const meta::Entity description;
};

// The most urgent first, at most tasks_shown_max of them, and how many there are, counted up to tasks_counted_max.
struct FoundTasks {
    std::vector<Task> tasks;
    std::int64_t count = 0;
    // Counts one more, and keeps it where there is room.
    void add(Task task) {
        ++count;
        if (tasks.size() < tasks_shown_max) tasks.push_back(std::move(task));
    }
};

struct TaskSource {
    std::string_view name;        // "certificate_reviews"
    Label label;                  // what is to be done
    std::string_view permission;  // who can do it
    bool reads_all = false;       // reads the rows of every organisation; else the caller's own
    std::function<Result<FoundTasks>(const Call&, store::Reader&)> find;
};

class Routes;
// GET /api/v1/tasks: the groups of every source that the caller holds the permission of and that found something, in
// the order of their declaration. `routes` must outlive the route.
void add_task_route(Routes& routes);

}  // namespace dengyun::api

#include "kernel/api/task.h"

#include "kernel/api/route.h"

namespace dengyun::api {
namespace {

struct TaskGroup {
    std::string source;
    std::string title;
    std::int64_t count = 0;
    std::vector<Task> tasks;
    static const meta::Entity description;
};
struct TaskBoard {
    std::vector<TaskGroup> groups;
    static const meta::Entity description;
};

constexpr auto task_fields = meta::fields(
    meta::field<&Task::title>("title", {"事项", "Subject"}, {.length_max = 500}),
    meta::field<&Task::entity>("entity", {"单据种类", "Entity"}),
    meta::field<&Task::entity_id>("entity_id", {"单据编号", "Id of the document"}),
    meta::field<&Task::organisation_id>("organisation_id", {"单位", "Organisation"}, {.reference = "organisation"}),
    meta::field<&Task::due_at>("due_at", {"期限", "Due"}));
constexpr auto group_fields =
    meta::fields(meta::field<&TaskGroup::source>("source", {"来源", "Source"}),
                 meta::field<&TaskGroup::title>("title", {"待办", "What to do"}),
                 meta::field<&TaskGroup::count>("count", {"数量（最多数到 100）", "How many, counted up to 100"}),
                 meta::field<&TaskGroup::tasks>("tasks", {"最紧急的", "The most urgent"}));
constexpr auto board_fields =
    meta::fields(meta::field<&TaskBoard::groups>("groups", {"待办", "Groups"}, {.items_max = 200}));

constinit const meta::Entity TaskGroup::description{
    .name = "task_group", .label = {"一类待办", "Group of tasks"}, .fields = group_fields, .stored = false};
constinit const meta::Entity TaskBoard::description{
    .name = "task_board", .label = {"待办", "Tasks"}, .fields = board_fields, .stored = false};

Result<> collect(const Routes& routes, const Call& call, store::Store& store, bool reads_all,
                 std::vector<std::optional<FoundTasks>>& found) {
    const auto sources = routes.task_sources();
    const auto wanted = [&](const TaskSource& source) {
        return source.reads_all == reads_all && call.principal->may(source.permission);
    };
    if (std::ranges::none_of(sources, wanted)) return {};
    const auto scope = reads_all ? Scope::reading_all(call.principal->organisation, call.principal->actor) : call.scope;
    return store.run_read(scope, [&](store::Reader& reader) -> Result<> {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!wanted(sources[i])) continue;
            DENGYUN_TRY(tasks, sources[i].find(call, reader));
            found[i] = std::move(tasks);
        }
        return {};
    });
}

Result<TaskBoard> gather(const Routes& routes, const Call& call, store::Store& store) {
    const auto sources = routes.task_sources();
    std::vector<std::optional<FoundTasks>> found(sources.size());
    DENGYUN_CHECK(collect(routes, call, store, false, found));
    DENGYUN_CHECK(collect(routes, call, store, true, found));
    TaskBoard board;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!found[i] || found[i]->count == 0) continue;
        board.groups.push_back({.source = std::string(sources[i].name),
                                .title = std::string(sources[i].label.in(call.language)),
                                .count = std::min(found[i]->count, tasks_counted_max),
                                .tasks = std::move(found[i]->tasks)});
    }
    return board;
}

}  // namespace

constinit const meta::Entity Task::description{
    .name = "task", .label = {"待办事项", "Task"}, .fields = task_fields, .stored = false};

void add_task_route(Routes& routes) {
    routes.get<TaskBoard>(std::string(task_path), signed_in, {"等待我处理的事项", "What waits for me"},
                          [&routes](const Call& call, store::Store& store) { return gather(routes, call, store); });
}

}  // namespace dengyun::api

#include "kernel/store/messages.h"

namespace dengyun::store {
std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"store.busy", {"系统忙，请稍后再试。", "The system is busy. Please try again shortly."}},
        {"store.closing", {"系统正在停机，请稍后再试。", "The system is shutting down. Please try again shortly."}},
        {"store.in_use", {"数据库正被另一个进程使用。", "Another process is using this database."}},
        {"store.unreachable",
         {"数据库暂时不可用，请稍后再试。", "The database cannot be reached. Please try again shortly."}},
        {"store.too_slow", {"查询时间过长，请缩小范围。", "The query takes too long. Please narrow it."}},
        {"store.taken", {"记录已存在。", "This record exists already."}},
        {"store.conflict", {"同时修改的人太多，请稍后再试。", "Too many changes at once. Please try again shortly."}},
        {"store.read_only", {"数据库以只读方式打开。", "The database is open for reading only."}},
        {"store.outcome_unknown",
         {"与数据库的连接在保存时中断，请查看是否已保存。",
          "The connection to the database broke while saving. Please check whether it was saved."}},
        {"store.bad_address",
         {"数据库地址无效，应以 sqlite: 或 postgresql:// 开头。",
          "Not a database address; it starts with sqlite: or postgresql://."}},
        {"request.taken", {"标出的内容已被占用。", "What is marked is already taken."}},
        {"request.idempotency_key_reused",
         {"同一幂等键不能用于不同内容。", "The same idempotency key cannot be used for other content."}},
        {"migration.changed", {"已执行的迁移脚本被改动。", "An applied migration script has been changed."}},
        {"migration.from_the_future",
         {"数据库比程序新，请升级程序。", "The database is newer than this program. Please upgrade the program."}},
        {"migration.failed",
         {"迁移脚本执行失败，数据库未改动。", "A migration script failed; the database is unchanged."}},
        {"migration.column_type",
         {"数据库中某列的类型与描述不符。", "A column of the database has another type than its description."}},
        {"job.bad_state", {"任务当前状态不允许此操作。", "The job's present state does not allow this."}},
        {"job.too_large", {"任务数据过大。", "The job's data is too large."}},
        {"job.lease_lost", {"运行此任务的进程多次中断。", "The processes that ran this job have died too often."}},
        {"job.unknown_kind", {"没有此类任务的处理程序。", "Nothing handles jobs of this kind."}},
        {"subscriber.lease_lost",
         {"另一个进程接管了事件处理。", "Another process has taken over handling the events."}},
        {"file.too_large", {"文件过大，最多 20 MB。", "The file is too large; at most 20 MB."}},
        {"file.damaged", {"文件已损坏。", "The file is damaged."}},
        {"backup.exists", {"备份文件已存在。", "The backup file exists already."}},
        {"backup.unwritable", {"无法写入备份文件。", "The backup file cannot be written."}},
        {"restore.not_empty", {"只能恢复到空数据库。", "A backup can only be restored into an empty database."}},
        {"restore.unknown_version",
         {"备份来自更新的程序版本。", "The backup comes from a newer version of the program."}},
        {"restore.damaged", {"备份文件已损坏。", "The backup file is damaged."}},
    };
    return list;
}
}  // namespace dengyun::store

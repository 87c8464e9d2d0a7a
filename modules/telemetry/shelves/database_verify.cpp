#include "modules/telemetry/shelves/database_verify.h"

#include "modules/telemetry/shelves/database_partitions.h"
#include "modules/telemetry/shelves/sql_values.h"

namespace dengyun::telemetry {
namespace {

constexpr std::int64_t blocks_at_once = 200;

struct Place {
    std::int64_t organisation = INT64_MIN;
    std::int64_t group = 0;
    std::int64_t first = 0;
};

// Empty where nothing is wrong with it.
std::string fault_of(const store::Row& row) {
    const auto bytes = bytes_of(row.text(5));
    if (!bytes) return "not bytes";
    const auto view = timeseries::BlockView::open(*bytes);
    if (!view) return view.error().detail;
    if (view->group() != row.integer(1) || view->first_time() != row.integer(2) ||
        view->last_time() != row.integer(3) || std::cmp_not_equal(view->rows(), row.integer(4)))
        return "another block than its row says";
    const auto rows = view->decode({});
    return rows ? std::string() : rows.error().detail;
}

class Verification {
  public:
    explicit Verification(SeriesVerification& found) : found_(found) {}

    // Answers whether there may be more of the partition.
    [[nodiscard]] Result<bool> look(store::Reader& reader, const SeriesPartition& partition) {
        std::int64_t seen = 0;
        const meta::Scalar asked[] = {static_cast<std::int64_t>(partition.level),
                                      partition.number,
                                      at_.organisation,
                                      at_.group,
                                      at_.first,
                                      blocks_at_once};
        DENGYUN_CHECK(plan_for_values(reader));
        DENGYUN_CHECK(reader.query(
            "SELECT organisation_id, group_number, first_time, last_time, row_count, body FROM series_block "
            "WHERE level = ? AND partition_number = ? AND (organisation_id, group_number, first_time) > (?, ?, ?) "
            "ORDER BY organisation_id, group_number, first_time LIMIT ?",
            asked, [&](const store::Row& row) {
                seen++;
                found_.blocks++;
                found_.rows += row.integer(4);
                auto fault = fault_of(row);
                const Place here{row.integer(0), row.integer(1), row.integer(2)};
                if (fault.empty() && here.organisation == at_.organisation && here.group == at_.group &&
                    here.first <= last_)
                    fault = "overlaps the one before";
                if (!fault.empty() && found_.faults.size() < SeriesVerification::faults_max)
                    found_.faults.push_back(
                        {{here.organisation},
                         fmt::format("{} from {} of group {}: {}", partition.name(), here.first, here.group, fault)});
                at_ = here;
                last_ = row.integer(3);
            }));
        return seen == blocks_at_once;
    }

  private:
    SeriesVerification& found_;
    Place at_{};
    std::int64_t last_ = INT64_MIN;
};

}  // namespace

Result<SeriesVerification> verify_series(store::Store& store) {
    SeriesVerification found;
    if (store.is_sqlite()) return found;
    const auto scope = Scope::system("telemetry.verify");
    DENGYUN_TRY(partitions, store.read<std::vector<SeriesPartition>>(scope, all_partitions));
    for (const auto& partition : partitions) {
        Verification verification(found);
        for (bool goes_on = true; goes_on;) {
            DENGYUN_TRY(more, store.read<bool>(
                                  scope, [&](store::Reader& reader) { return verification.look(reader, partition); }));
            goes_on = more;
        }
    }
    return found;
}

}  // namespace dengyun::telemetry

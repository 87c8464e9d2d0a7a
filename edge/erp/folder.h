#pragma once
// A folder that the ERP exports UBL files into.
#include <chrono>
#include <filesystem>

#include "edge/erp/platform.h"
#include "kernel/base/result.h"

namespace dengyun::erp {

struct Passed {
    std::size_t taken = 0;
    std::size_t refused = 0;
    std::size_t waiting = 0;  // could not be sent now
    std::string why;          // of the last of those
};

inline constexpr std::size_t documents_max = 1'000;                // in one pass; the rest waits for the next
inline constexpr std::uintmax_t file_bytes_max = 8 * 1024 * 1024;  // as the platform takes

// Sends each file of `folder`/out that has not changed for `still`, and moves it to done or refused with the answer
// beside it. The folders are made where they are missing. Error: unavailable "erp.folder" where one can be neither read
// nor written.
[[nodiscard]] Result<Passed> pass_folder(const std::filesystem::path& folder, const Platform& platform,
                                         std::chrono::milliseconds still = std::chrono::seconds(2));

// Writes what others have sent to the firm into `folder`/in, a file each, "000000000042-Order-PO-000001.xml"; what the
// platform does not hand out as ….txt, with the reason. How far it has come stands in `folder`/in/.position: where it
// is killed before that is written, the last files are written again under the same names. Error: as pass_folder.
[[nodiscard]] Result<Passed> fetch_folder(const std::filesystem::path& folder, const Platform& platform);

}  // namespace dengyun::erp

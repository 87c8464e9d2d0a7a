#include "kernel/store/files.h"

#include "kernel/base/digest.h"
#include "kernel/meta/text_rules.h"
#include "kernel/store/file_part.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr auto fields = meta::record<StoredFile>(
    meta::field<&StoredFile::name>("name", {"文件名", "Name"}, {.flags = meta::read_only}),
    meta::field<&StoredFile::media_type>("media_type", {"类型", "Media type"}, {.flags = meta::read_only}),
    meta::field<&StoredFile::size_bytes>("size_bytes", {"大小（字节）", "Size (bytes)"}, {.flags = meta::read_only}),
    meta::field<&StoredFile::sha256>("sha256", {"SHA-256", "SHA-256"}, {.flags = meta::read_only}));

constexpr std::size_t chunk_bytes = 192 * 1024;

// What the first bytes say the content is; the sender's word counts only where they say nothing.
std::string media_type_of(std::string_view bytes, std::string given) {
    using namespace std::string_view_literals;
    struct Sign {
        std::string_view start;
        std::string_view type;
    };
    for (const auto& sign : {Sign{"%PDF-"sv, "application/pdf"sv}, Sign{"\x89PNG\r\n\x1a\n"sv, "image/png"sv},
                             Sign{"\xff\xd8\xff"sv, "image/jpeg"sv}, Sign{"GIF8"sv, "image/gif"sv},
                             Sign{"PK\x03\x04"sv, "application/zip"sv}})
        if (bytes.starts_with(sign.start)) return std::string(sign.type);
    if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
    // Whatever a browser would run is bytes to us.
    const bool runs = given.find("html") != std::string::npos || given.find("script") != std::string::npos ||
                      given.find("svg") != std::string::npos || given.find("xml") != std::string::npos;
    const bool plain = !given.empty() && given.size() <= 100 &&
                       given.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.+-") ==
                           std::string::npos;
    return runs || !plain ? "application/octet-stream" : given;
}

}  // namespace

constinit const meta::Entity StoredFile::description{
    .name = "stored_file", .label = {"文件", "File"}, .fields = fields, .title_field = "name"};

Result<StoredFile> save_file(Unit& unit, std::string name, std::string media_type, std::string_view bytes,
                             Id<Organisation> owner) {
    if (bytes.size() > file_bytes_max) return fail(ErrorKind::limit, "file.too_large");
    const auto finding = meta::check_text(name, meta::Format::plain);
    if (!finding.visible) return fail(ErrorKind::invalid, "request.invalid", {{"name", "required"}});
    if (finding.length > 200) return fail(ErrorKind::invalid, "request.invalid", {{"name", "too_long", "200"}});
    if (!finding.printable || name.find_first_of("/\\") != std::string::npos || name == "." || name == "..")
        return fail(ErrorKind::invalid, "request.invalid", {{"name", "malformed"}});
    StoredFile file;
    file.organisation_id = owner;
    file.name = std::move(name);
    file.media_type = media_type_of(bytes, std::move(media_type));
    file.size_bytes = static_cast<std::int64_t>(bytes.size());
    file.sha256 = sha256_hex(bytes);
    DENGYUN_TRY(saved, unit.insert(std::move(file)));
    for (std::size_t at = 0, position = 0; at < bytes.size(); at += chunk_bytes, ++position) {
        const auto chunk = base64(bytes.substr(at, chunk_bytes));
        DENGYUN_TRY(
            rows, unit.execute("INSERT INTO file_chunk (organisation_id, file_id, position, data) VALUES (?, ?, ?, ?)",
                               std::array<Scalar, 4>{saved.organisation_id.value, saved.id.value,
                                                     static_cast<std::int64_t>(position), std::string_view(chunk)}));
        static_cast<void>(rows);
    }
    return std::move(saved);
}

Result<std::string> read_file(Reader& reader, Id<StoredFile> id) {
    DENGYUN_TRY(file, reader.find(id));
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(file.size_bytes));
    DENGYUN_CHECK(
        reader.query("SELECT data FROM file_chunk WHERE organisation_id = ? AND file_id = ? ORDER BY position",
                     std::array<Scalar, 2>{file.organisation_id.value, file.id.value},
                     [&](const Row& row) { bytes += from_base64(row.text(0)).value_or(""); }));
    if (sha256_hex(bytes) != file.sha256) return fail(ErrorKind::unavailable, "file.damaged");
    return bytes;
}

Result<std::string> read_file_part(Reader& reader, Id<StoredFile> id, std::int64_t offset, std::int64_t length) {
    DENGYUN_TRY(file, reader.find(id));
    if (offset < 0 || length <= 0 || offset >= file.size_bytes) return std::string();
    const auto end = std::min(offset + length, file.size_bytes);
    const auto first = offset / static_cast<std::int64_t>(chunk_bytes);
    const auto last = (end - 1) / static_cast<std::int64_t>(chunk_bytes);
    std::string bytes;
    DENGYUN_CHECK(
        reader.query("SELECT data FROM file_chunk WHERE organisation_id = ? AND file_id = ? AND position >= ? "
                     "AND position <= ? ORDER BY position",
                     std::array<Scalar, 4>{file.organisation_id.value, file.id.value, first, last},
                     [&](const Row& row) { bytes += from_base64(row.text(0)).value_or(""); }));
    const auto skipped = static_cast<std::size_t>(offset - first * static_cast<std::int64_t>(chunk_bytes));
    const auto wanted = static_cast<std::size_t>(end - offset);
    if (bytes.size() < skipped + wanted) return fail(ErrorKind::unavailable, "file.damaged");
    return bytes.substr(skipped, wanted);
}

}  // namespace dengyun::store

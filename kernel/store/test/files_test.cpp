// Goal: a stored file comes back byte for byte, within its organisation, and says truly what it is.
#include "kernel/store/files.h"

#include "kernel/base/digest.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

class FilesTest : public WithTools {
  protected:
    Result<StoredFile> save(std::string name, std::string media_type, std::string_view bytes) {
        return store().write<StoredFile>(ours, [&](Unit& unit) { return save_file(unit, name, media_type, bytes); });
    }
    Result<std::string> read(const Scope& scope, Id<StoredFile> id) {
        return store().read<std::string>(scope, [&](Reader& reader) { return read_file(reader, id); });
    }
};

TEST_P(FilesTest, GivesBackTheBytes) {
    for (const std::size_t size : {0UL, 1UL, 100'000UL, 1'000'003UL}) {
        std::string bytes(size, '\0');
        random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
        const auto file = save("图纸.bin", "application/x-drawing", bytes);
        ASSERT_TRUE(file) << file.error().code << file.error().detail;
        EXPECT_EQ(file->size_bytes, static_cast<std::int64_t>(size));
        EXPECT_EQ(file->sha256, sha256_hex(bytes));
        EXPECT_EQ(read(ours, file->id).value(), bytes);
        EXPECT_EQ(read(theirs, file->id).error().kind, ErrorKind::not_found);
    }
}

TEST_P(FilesTest, FindsTheTypeFromTheContent) {
    EXPECT_EQ(save("a.png", "application/pdf", "\x89PNG\r\n\x1a\n rest")->media_type, "image/png");
    EXPECT_EQ(save("a.pdf", "text/plain", "%PDF-1.7")->media_type, "application/pdf");
    EXPECT_EQ(save("a.txt", "text/plain", "words")->media_type, "text/plain");
    EXPECT_EQ(save("a.html", "text/html", "<script>")->media_type, "application/octet-stream");
    EXPECT_EQ(save("a", "text/plain\r\nX: y", "words")->media_type, "application/octet-stream");
}

TEST_P(FilesTest, RefusesBadNamesAndSizes) {
    for (const auto* name : {"../etc/passwd", "a\\b", "..", "a\nb"})
        EXPECT_EQ(save(name, "text/plain", "x").error().issues.at(0).code, "malformed") << name;
    EXPECT_EQ(save(" ", "text/plain", "x").error().issues.at(0).code, "required");
    EXPECT_EQ(save("a", "text/plain", std::string(file_bytes_max + 1, 'x')).error().code, "file.too_large");
    EXPECT_EQ(count("SELECT COUNT(*) FROM stored_file"), 0);
}

TEST_P(FilesTest, TellsDamage) {
    const auto file = save("a.txt", "text/plain", "words");
    ASSERT_TRUE(file);
    tamper("UPDATE file_chunk SET data = 'AAAA' WHERE organisation_id = 101");
    EXPECT_EQ(read(ours, file->id).error().code, "file.damaged");
}

DENGYUN_BOTH_DATABASES(FilesTest);

}  // namespace
}  // namespace dengyun::store::test

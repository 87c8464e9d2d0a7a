#include "modules/items/drawings/drawing.h"

#include <algorithm>

namespace dengyun::items {
namespace {

constexpr meta::Options told{.flags = meta::read_only};

using D = Drawing;
constexpr auto fields = meta::record<D>(
    meta::field<&D::revision_id>(
        "revision_id", {"版本", "Revision"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "revision"}),
    meta::field<&D::title>("title", {"图名", "Title"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&D::file_id>("file_id", {"文件", "File"},
                             {.flags = meta::required | meta::immutable,
                              .format = meta::Format::file,
                              .reference = "stored_file",
                              .help = {"PDF、PNG、JPEG、WebP、DXF、DWG 或 STEP，按内容判断，不超过 20 MB",
                                       "PDF, PNG, JPEG, WebP, DXF, DWG or STEP by its content; at most 20 MB"}}),
    meta::field<&D::file_name>("file_name", {"文件名", "File name"}, told),
    meta::field<&D::media_type>("media_type", {"类型", "Media type"}, told),
    meta::field<&D::size_bytes>("size_bytes", {"大小（字节）", "Size (bytes)"}, told),
    meta::field<&D::sha256>("sha256", {"SHA-256", "SHA-256"}, told));

constexpr std::string_view by_revision[] = {"revision_id"};
constexpr meta::Index indexes[] = {{.name = "drawing_revision", .columns = by_revision}};

constexpr std::string_view dxf = "image/vnd.dxf";
constexpr std::string_view dwg = "image/vnd.dwg";
constexpr std::string_view step = "model/step";

std::int64_t big_endian(std::string_view bytes) {
    std::int64_t value = 0;
    for (const char byte : bytes) value = value * 256 + static_cast<unsigned char>(byte);
    return value;
}

bool is_drawable_png(std::string_view bytes) {
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return false;
    const auto width = big_endian(bytes.substr(16, 4));
    const auto height = big_endian(bytes.substr(20, 4));
    return width > 0 && height > 0 && width <= picture_edge_max && height <= picture_edge_max;
}

// An ASCII DXF begins with the group code 0 and SECTION, perhaps behind comments (group code 999).
bool is_dxf(std::string_view bytes) {
    if (bytes.starts_with("AutoCAD Binary DXF")) return true;
    const auto head = bytes.substr(0, 512);
    if (head.find('\0') != std::string_view::npos) return false;
    const auto first = head.find_first_not_of(" \r\n");
    if (first == std::string_view::npos) return false;
    const auto code = head.substr(first, head.find_first_of(" \r\n", first) - first);
    return (code == "0" || code == "999") && head.find("SECTION") != std::string_view::npos;
}

}  // namespace

std::string_view drawing_type(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("%PDF-")) return "application/pdf";
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return is_drawable_png(bytes) ? "image/png"sv : ""sv;
    if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
    if (bytes.starts_with("AC10")) return dwg;
    if (bytes.starts_with("ISO-10303-21;")) return step;
    return is_dxf(bytes) ? dxf : ""sv;
}

bool fits_name(std::string_view media_type, std::string_view file_name) {
    constexpr std::pair<std::string_view, std::string_view> endings[] = {{"pdf", "application/pdf"},
                                                                         {"png", "image/png"},
                                                                         {"jpg", "image/jpeg"},
                                                                         {"jpeg", "image/jpeg"},
                                                                         {"webp", "image/webp"},
                                                                         {"dxf", dxf},
                                                                         {"dwg", dwg},
                                                                         {"step", step},
                                                                         {"stp", step}};
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return true;
    std::string ending(file_name.substr(dot + 1));
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::any_of(endings,
                               [&](const auto& pair) { return pair.first == ending && pair.second == media_type; });
}

constinit const meta::Entity Drawing::description{
    .name = "drawing", .label = {"图纸", "Drawing"}, .fields = fields, .indexes = indexes, .title_field = "title"};

}  // namespace dengyun::items

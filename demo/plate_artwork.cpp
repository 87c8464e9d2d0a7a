#include <array>
#include <cstdlib>
#include <zlib.h>

#include "demo/plate.h"

namespace dengyun::demo {
namespace {

constexpr int scale = 4;  // pixels per millimetre
constexpr int width = plate_width_mm * scale;
constexpr int height = plate_height_mm * scale;

using Colour = std::array<std::uint8_t, 3>;
constexpr Colour paper{0xff, 0xff, 0xff};
constexpr Colour blue{0x0b, 0x5c, 0xd6};
constexpr Colour ink{0x10, 0x18, 0x28};

// Millimetres from the lower left corner, as on the drawing.
class Picture {
  public:
    void fill(double x, double y, double w, double h, Colour colour) {
        for (int row = pixel(y); row < pixel(y + h); ++row)
            for (int column = pixel(x); column < pixel(x + w); ++column) set(column, row, colour);
    }
    void disc(double x, double y, double radius, Colour colour) {
        const double r = radius * scale;
        for (int row = pixel(y - radius); row <= pixel(y + radius); ++row)
            for (int column = pixel(x - radius); column <= pixel(x + radius); ++column) {
                const double dx = column - x * scale;
                const double dy = row - y * scale;
                if (dx * dx + dy * dy <= r * r) set(column, row, colour);
            }
    }
    // Rows from the top, a filter byte of 0 before each.
    [[nodiscard]] std::string rows() const {
        std::string out;
        for (int row = height - 1; row >= 0; --row) {
            out += '\0';
            for (int column = 0; column < width; ++column)
                for (const auto part : pixels_[static_cast<std::size_t>(row * width + column)])
                    out += static_cast<char>(part);
        }
        return out;
    }

  private:
    static int pixel(double mm) { return static_cast<int>(mm * scale); }
    void set(int column, int row, Colour colour) {
        if (column >= 0 && column < width && row >= 0 && row < height)
            pixels_[static_cast<std::size_t>(row * width + column)] = colour;
    }
    std::vector<Colour> pixels_ = std::vector<Colour>(static_cast<std::size_t>(width * height), paper);
};

// Seven segments a digit: top, upper left, upper right, middle, lower left, lower right, bottom.
void draw_digit(Picture& picture, double x, double y, int digit) {
    constexpr std::array<unsigned, 10> lit{0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010,
                                           0b1101011, 0b1101111, 0b1010010, 0b1111111, 0b1111011};
    constexpr double w = 8, h = 26, t = 2.6;
    const struct {
        double x, y, w, h;
    } segments[] = {{0, h - t, w, t},
                    {0, h / 2, t, h / 2},
                    {w - t, h / 2, t, h / 2},
                    {0, h / 2 - t / 2, w, t},
                    {0, 0, t, h / 2},
                    {w - t, 0, t, h / 2},
                    {0, 0, w, t}};
    for (int i = 0; i < 7; ++i)
        if ((lit[static_cast<std::size_t>(digit)] >> (6 - i) & 1U) != 0)
            picture.fill(x + segments[i].x, y + segments[i].y, segments[i].w, segments[i].h, ink);
}

// The place of the code: finder squares and a pattern that stands for the data of each plate.
void draw_code(Picture& picture, std::string_view digits) {
    constexpr double x = 24, y = 30, module = 2.4;
    std::uint32_t state = 2019;
    for (const char digit : digits) state = state * 31 + static_cast<std::uint32_t>(digit);
    for (int row = 0; row < 25; ++row)
        for (int column = 0; column < 25; ++column) {
            state = state * 1'664'525 + 1'013'904'223;
            const bool finder = (row < 8 && column < 8) || (row > 16 && column < 8) || (row > 16 && column > 16);
            if (!finder && (state >> 24 & 1U) != 0)
                picture.fill(x + column * module, y + row * module, module, module, ink);
        }
    const std::pair<int, int> corners[] = {{0, 0}, {0, 18}, {18, 18}};
    for (const auto& [column, row] : corners) {
        const double left = x + column * module;
        const double bottom = y + row * module;
        picture.fill(left, bottom, 7 * module, 7 * module, ink);
        picture.fill(left + module, bottom + module, 5 * module, 5 * module, paper);
        picture.fill(left + 2 * module, bottom + 2 * module, 3 * module, 3 * module, ink);
    }
}

void append_number(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xffU);
}

void append_chunk(std::string& out, std::string_view kind, std::string_view data) {
    append_number(out, static_cast<std::uint32_t>(data.size()));
    std::string body(kind);
    body += data;
    out += body;
    append_number(out, static_cast<std::uint32_t>(
                           crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

}  // namespace

std::string plate_artwork(std::string_view digits) {
    Picture picture;
    picture.fill(0, 0, plate_width_mm, plate_height_mm, blue);
    picture.fill(4, 4, plate_width_mm - 8, plate_height_mm - 8, paper);
    picture.fill(4, 100, plate_width_mm - 8, 16, blue);
    draw_code(picture, digits);
    double x = 96;
    for (std::size_t i = 0; i < digits.size() && i < 8; ++i, x += i == 4 ? 14 : 10.4)
        draw_digit(picture, x, 47, digits[i] - '0');
    for (const double hole_x : {20.0, 180.0})
        for (const double hole_y : {14.0, 106.0}) picture.disc(hole_x, hole_y, 2.5, ink);
    const auto rows = picture.rows();
    auto size = compressBound(static_cast<uLong>(rows.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                  static_cast<uLong>(rows.size()), 9) != Z_OK)
        std::abort();
    packed.resize(size);
    std::string header;
    append_number(header, width);
    append_number(header, height);
    header += std::string("\x08\x02\0\0\0", 5);  // eight bits, RGB
    std::string out = "\x89PNG\r\n\x1a\n";
    append_chunk(out, "IHDR", header);
    append_chunk(out, "IDAT", packed);
    append_chunk(out, "IEND", {});
    return out;
}

}  // namespace dengyun::demo

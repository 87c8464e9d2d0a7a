#include "engines/timeseries/codec/integers.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "engines/timeseries/codec/bit_packing.h"

namespace dengyun::timeseries {
namespace {

enum class Mode : std::uint8_t { constant, runs, plain, delta, delta_of_delta };
constexpr std::size_t group_size = 128;
// The byte before a group: 0 to 64 is a width; above is a Rice parameter + rice_mark.
constexpr unsigned rice_mark = 65;
constexpr unsigned rice_low_bits_max = 31;

using Words = std::vector<std::uint64_t>;

// How a group is written best, and how many bytes that takes beside the mark.
struct Choice {
    std::uint8_t mark;
    std::size_t bytes;
};

Choice choose(std::span<const std::uint64_t> group) {
    std::uint64_t bits = 0;
    std::uint64_t sum = 0;
    for (const auto value : group) {
        bits |= value;
        sum += value >> 8U;
    }
    const auto width = static_cast<unsigned>(std::bit_width(bits));
    Choice best{static_cast<std::uint8_t>(width), packed_bytes(group.size(), width)};
    if (width < 3 || width > 48) return best;
    if (width <= 24) {
        sum = 0;
        for (const auto value : group) sum += value;
    } else {
        sum <<= 8U;
    }
    // The parameter near log2 of the mean is best or next to it (Kiely 2004).
    const auto near = static_cast<unsigned>(std::bit_width(sum / group.size()));
    for (unsigned low_bits = near > 1 ? near - 1 : 0; low_bits <= std::min(near, rice_low_bits_max); low_bits++) {
        const auto bits_needed = rice_bits(group, low_bits);
        if (bits_needed == SIZE_MAX) continue;
        const auto bytes = (bits_needed + 7) / 8 + 2;
        if (bytes < best.bytes) best = {static_cast<std::uint8_t>(rice_mark + low_bits), bytes};
    }
    return best;
}

std::size_t size_of(std::span<const std::uint64_t> words) {
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < words.size(); at += group_size)
        bytes += 1 + choose(words.subspan(at, std::min(group_size, words.size() - at))).bytes;
    return bytes;
}

void write_groups(std::span<const std::uint64_t> words, Bytes& out) {
    for (std::size_t at = 0; at < words.size(); at += group_size) {
        const auto group = words.subspan(at, std::min(group_size, words.size() - at));
        const auto choice = choose(group);
        out.push_back(choice.mark);
        if (choice.mark < rice_mark) {
            pack(group, choice.mark, out);
            continue;
        }
        const auto start = out.size();
        put(out, std::uint16_t{});
        rice_pack(group, choice.mark - rice_mark, out);
        put_at(out, start, static_cast<std::uint16_t>(out.size() - start - 2));
    }
}

bool read_groups(ByteReader& in, std::span<std::uint64_t> words) {
    for (std::size_t at = 0; at < words.size(); at += group_size) {
        const auto group = words.subspan(at, std::min(group_size, words.size() - at));
        const unsigned mark = in.get<std::uint8_t>();
        if (mark < rice_mark) {
            const auto bytes = in.take(packed_bytes(group.size(), mark));
            if (!in.ok()) return false;
            unpack(bytes.data(), mark, group);
        } else {
            const auto low_bits = mark - rice_mark;
            if (low_bits > rice_low_bits_max) return false;
            const auto bytes = in.take(in.get<std::uint16_t>());
            if (!in.ok() || !rice_unpack(bytes, low_bits, group)) return false;
        }
    }
    return in.ok();
}

// The first word stays as it is; differences wrap, so every value comes back.
Words differences_of(std::span<const std::uint64_t> words) {
    Words result(words.size());
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < words.size(); i++) {
        result[i] = words[i] - before;
        before = words[i];
    }
    return result;
}

void to_zigzag(Words& words) {
    for (auto& word : words) word = zigzag(word);
}

struct Runs {
    Words values;
    Words lengths;
};

// Nothing where there are too many to be worth it.
Runs runs_of(std::span<const std::uint64_t> words) {
    Runs runs;
    for (std::size_t i = 0; i < words.size();) {
        if (runs.values.size() > words.size() / 8) return {};
        std::size_t end = i + 1;
        while (end < words.size() && words[end] == words[i]) end++;
        runs.values.push_back(words[i]);
        runs.lengths.push_back(end - i - 1);
        i = end;
    }
    return runs;
}

}  // namespace

void encode_integers(std::span<const std::int64_t> values, Bytes& out) {
    const auto [least, most] = std::ranges::minmax(values);
    const auto base = static_cast<std::uint64_t>(least);
    if (least == most) {
        out.push_back(static_cast<std::uint8_t>(Mode::constant));
        put_varint(out, zigzag(base));
        return;
    }
    Words words(values.size());
    for (std::size_t i = 0; i < values.size(); i++) words[i] = static_cast<std::uint64_t>(values[i]) - base;
    std::uint64_t divisor = 0;
    for (std::size_t i = 0; i < words.size() && divisor != 1; i++) divisor = std::gcd(divisor, words[i]);
    if (divisor > 1)
        for (auto& word : words) word /= divisor;

    auto runs = runs_of(words);
    Words delta = differences_of(words);
    Words delta_of_delta = differences_of(delta);
    // What is not a difference yet stands in front, so that it does not widen its group.
    const auto first = delta[0];
    const auto second = zigzag(delta[1]);
    to_zigzag(delta);
    to_zigzag(delta_of_delta);
    const auto deltas = std::span(delta).subspan(1);
    const auto deltas_of_delta = std::span(delta_of_delta).subspan(2);
    Mode mode = Mode::plain;
    std::size_t bytes = size_of(words);
    const auto consider = [&](Mode other, std::size_t other_bytes) {
        if (other_bytes < bytes) mode = other, bytes = other_bytes;
    };
    if (!runs.values.empty()) consider(Mode::runs, 2 + size_of(runs.values) + size_of(runs.lengths));
    consider(Mode::delta, 4 + size_of(deltas));
    consider(Mode::delta_of_delta, 5 + size_of(deltas_of_delta));

    out.push_back(static_cast<std::uint8_t>(mode));
    put_varint(out, zigzag(base));
    put_varint(out, divisor);
    if (mode == Mode::plain) {
        write_groups(words, out);
    } else if (mode == Mode::runs) {
        put_varint(out, runs.values.size());
        write_groups(runs.values, out);
        write_groups(runs.lengths, out);
    } else {
        put_varint(out, first);
        if (mode == Mode::delta_of_delta) put_varint(out, second);
        write_groups(mode == Mode::delta ? deltas : deltas_of_delta, out);
    }
}

bool decode_integers(ByteReader& in, std::span<std::int64_t> out) {
    const auto mode = static_cast<Mode>(in.get<std::uint8_t>());
    if (mode > Mode::delta_of_delta) return false;
    const auto base = from_zigzag(in.get_varint());
    if (mode == Mode::constant) {
        std::ranges::fill(out, static_cast<std::int64_t>(base));
        return in.ok();
    }
    const auto divisor = in.get_varint();
    if (mode == Mode::runs) {
        const auto count = in.get_varint();
        if (count > out.size()) return false;
        Words values(count);
        Words lengths(count);
        if (!read_groups(in, values) || !read_groups(in, lengths)) return false;
        std::size_t at = 0;
        for (std::size_t run = 0; run < count; run++) {
            if (lengths[run] >= out.size() - at) return false;
            const auto length = static_cast<std::size_t>(lengths[run]) + 1;
            std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(at), length,
                        static_cast<std::int64_t>(values[run] * divisor + base));
            at += length;
        }
        return at == out.size();
    }
    const auto first = mode == Mode::plain ? 0 : in.get_varint();
    const std::span words(reinterpret_cast<std::uint64_t*>(out.data()), out.size());
    const std::size_t in_front = mode == Mode::plain ? 0 : mode == Mode::delta ? 1 : 2;
    if (words.size() < in_front) return false;
    if (mode == Mode::delta_of_delta) words[1] = in.get_varint();
    if (!read_groups(in, words.subspan(in_front))) return false;
    if (mode == Mode::plain) {
        for (auto& word : words) word = word * divisor + base;
    } else {
        std::uint64_t value = base + first * divisor;
        std::uint64_t step = 0;
        words.front() = value;
        for (std::size_t i = 1; i < words.size(); i++) {
            const auto change = from_zigzag(words[i]) * divisor;
            step = mode == Mode::delta ? change : step + change;
            value += step;
            words[i] = value;
        }
    }
    return true;
}

}  // namespace dengyun::timeseries

// Goal: what is written is read again as it was, for every kind and every member that the kind has.
#include <gtest/gtest.h>
#include <random>

#include "engines/ubl/api.h"
#include "engines/ubl/shapes.h"
#include "engines/ubl/test/maker.h"

namespace dengyun::ubl {
namespace {

TEST(round_trip, gives_back_every_kind_as_it_was) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (int kind = 0; kind <= static_cast<int>(Kind::debit_note); ++kind) {
            const auto document = Maker(seed).document(static_cast<Kind>(kind));
            const auto file = write(document);
            const auto read = ubl::read(file);
            ASSERT_TRUE(read) << read.error().code << " "
                              << (read.error().issues.empty() ? "" : read.error().issues.front().field) << "\n"
                              << file;
            ASSERT_EQ(*read, document) << file;
            ASSERT_EQ(write(*read), file);
        }
    }
}

TEST(round_trip, has_a_shape_for_every_kind_in_order) {
    for (int kind = 0; kind <= static_cast<int>(Kind::debit_note); ++kind) {
        const auto& shape = shape_of(static_cast<Kind>(kind));
        EXPECT_EQ(static_cast<int>(shape.kind), kind);
        EXPECT_EQ(shape_named(shape.root), &shape);
    }
    EXPECT_EQ(shape_named("Catalogue"), nullptr);
}

// A file of a kind that is cut or changed anywhere is read or refused, and never brings the process down.
TEST(round_trip, survives_any_change_of_a_byte) {
    std::mt19937_64 random(7);
    for (int kind = 0; kind <= static_cast<int>(Kind::debit_note); ++kind) {
        const auto file = write(Maker(3).document(static_cast<Kind>(kind)));
        for (int round = 0; round < 100; ++round) {
            auto changed = file;
            changed[random() % changed.size()] = static_cast<char>(random());
            if (const auto read = ubl::read(changed)) EXPECT_TRUE(ubl::read(write(*read))) << changed;
        }
    }
}

}  // namespace
}  // namespace dengyun::ubl

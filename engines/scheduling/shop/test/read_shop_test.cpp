// Goal: the three text formats read as published; every malformed or oversized file is refused with line and column.
#include "engines/scheduling/shop/read_shop.h"

#include <gtest/gtest.h>

#include "engines/scheduling/api.h"
#include "kernel/base/message.h"

namespace dengyun::scheduling {
namespace {

Shop shop_of(std::string_view text, std::optional<ShopFormat> format) {
    auto shop = read_shop(text, format);
    EXPECT_TRUE(shop.has_value()) << text;
    return shop ? *shop : Shop{};
}

void expect_refused(std::string_view text, ShopFormat format, std::string_view place, std::string_view issue) {
    const auto shop = read_shop(text, format);
    ASSERT_FALSE(shop.has_value()) << text;
    ASSERT_EQ(shop.error().issues.size(), 1U);
    EXPECT_EQ(shop.error().issues[0].field, place) << text;
    EXPECT_EQ(shop.error().issues[0].code, issue) << text;
    MessageCatalogue catalogue;
    catalogue.add(messages());
    EXPECT_TRUE(catalogue.contains(shop.error().code));
    EXPECT_TRUE(catalogue.contains("issue." + std::string(issue))) << issue;
}

TEST(read_shop, reads_a_job_shop) {
    const auto shop = shop_of("2 2\r\n 0 3 1 2\n1 4 0 1\n\n", ShopFormat::jsp);
    EXPECT_EQ(shop.machines, 2);
    EXPECT_EQ(shop.job_first, (std::vector{0, 2, 4}));
    EXPECT_EQ(shop.mode_machine, (std::vector{0, 1, 1, 0}));
    EXPECT_EQ(shop.mode_duration, (std::vector<Time>{3, 2, 4, 1}));
    EXPECT_FALSE(shop.is_flexible());
}

TEST(read_shop, reads_a_shop_with_recirculation) {
    const auto shop = shop_of("2 2\n3 0 3 1 2 0 5\n1 1 4\n", ShopFormat::jsp_var);
    EXPECT_EQ(shop.job_first, (std::vector{0, 3, 4}));
    EXPECT_EQ(shop.mode_machine, (std::vector{0, 1, 0, 1}));
}

TEST(read_shop, reads_a_flexible_job_shop_with_and_without_the_average) {
    for (const auto* head : {"2 3 1.5\n", "2 3\n"}) {
        const auto shop = shop_of(head + std::string("2 2 1 5 3 4 1 2 3\n1 1 3 2\n"), ShopFormat::fjsp);
        EXPECT_EQ(shop.job_first, (std::vector{0, 2, 3}));
        EXPECT_EQ(shop.mode_first, (std::vector{0, 2, 3, 4}));
        EXPECT_EQ(shop.mode_machine, (std::vector{0, 2, 1, 2}));
        EXPECT_EQ(shop.mode_duration, (std::vector<Time>{5, 4, 3, 2}));
        EXPECT_TRUE(shop.is_flexible());
    }
}

TEST(read_shop, finds_the_format_by_itself) {
    EXPECT_EQ(shop_of("2 2\n0 3 1 2\n1 4 0 1\n", {}).job_first, (std::vector{0, 2, 4}));
    EXPECT_EQ(shop_of("2 2\n3 0 3 1 2 0 5\n1 1 4\n", {}).job_first, (std::vector{0, 3, 4}));
    EXPECT_TRUE(shop_of("1 2 2\n1 2 1 5 2 4\n", {}).is_flexible());
    EXPECT_TRUE(shop_of("1 2\n1 2 1 5 2 4\n", {}).is_flexible());
}

TEST(read_shop, refuses_with_the_place) {
    expect_refused("", ShopFormat::jsp, "line.1.column.1", "shop_ends_early");
    expect_refused("2 2\n0 3 1 2\n1 4 0\n", ShopFormat::jsp, "line.4.column.1", "shop_ends_early");
    expect_refused("1 2\n0 3 x 2\n", ShopFormat::jsp, "line.2.column.5", "shop_number_expected");
    expect_refused("1 2\n0 3 1 2.5\n", ShopFormat::jsp, "line.2.column.7", "shop_number_expected");
    expect_refused("1 2\n0 -3 1 2\n", ShopFormat::jsp, "line.2.column.3", "shop_number_expected");
    expect_refused("1 2\n0 3 2 2\n", ShopFormat::jsp, "line.2.column.5", "too_large");
    expect_refused("1 2\n0 3 1 99999999999999999999\n", ShopFormat::jsp, "line.2.column.7", "too_large");
    expect_refused("1 2\n0 3 1 2\n7\n", ShopFormat::jsp, "line.3.column.1", "shop_trailing_text");
    expect_refused("0 2\n", ShopFormat::jsp, "line.1.column.1", "too_small");
    expect_refused("1 200000\n", ShopFormat::jsp, "line.1.column.3", "too_large");
    expect_refused("1 2 1\n1 1 0 5\n", ShopFormat::fjsp, "line.2.column.5", "too_small");
    expect_refused("1 2 1\n1 0\n", ShopFormat::fjsp, "line.2.column.3", "too_small");
    expect_refused("1 2\n0 900000000 1 900000000\n", ShopFormat::jsp, "line.2.column.24", "shop_total_too_large");
    const std::string_view with_zero("1 1\n0 \0 5\n", 10);
    expect_refused(with_zero, ShopFormat::jsp, "line.2.column.3", "shop_number_expected");
}

TEST(read_shop, a_promise_of_many_jobs_takes_no_memory) {
    expect_refused("1000000 100000\n0 1", ShopFormat::jsp, "line.2.column.4", "shop_ends_early");
}

}  // namespace
}  // namespace dengyun::scheduling

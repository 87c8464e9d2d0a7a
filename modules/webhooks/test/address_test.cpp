// Goal: no address that only the server itself can reach counts as public, however it is written.
#include "modules/webhooks/address.h"

#include <gtest/gtest.h>

namespace dengyun::webhooks {
namespace {

TEST(WebhookAddress, OrdinaryOnesArePublic) {
    for (const auto* address : {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
                                "192.167.1.1", "223.255.255.255", "2606:4700::1111", "2400:3200::1", "::ffff:8.8.8.8"})
        EXPECT_TRUE(is_public(address)) << address;
}

TEST(WebhookAddress, SpecialOnesAreNot) {
    for (const auto* address : {"0.0.0.0",
                                "10.1.2.3",
                                "100.64.0.1",
                                "100.100.100.200",
                                "127.0.0.1",
                                "127.255.255.254",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.168.0.1",
                                "198.18.0.1",
                                "203.0.113.7",
                                "224.0.0.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "fe80::1",
                                "fc00::1",
                                "fd00:ec2::254",
                                "ff02::1",
                                "2001:db8::1",
                                "2002:7f00:1::",
                                "2001::1",
                                "64:ff9b::7f00:1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.0.0.1",
                                "::127.0.0.1"})
        EXPECT_FALSE(is_public(address)) << address;
}

TEST(WebhookAddress, WhatIsNoAddressIsNotPublic) {
    for (const auto* text : {"", "localhost", "example.com", "1.2.3", "1.2.3.4.5", "0x7f.1"}) {
        EXPECT_FALSE(is_public(text)) << text;
        EXPECT_FALSE(is_address(text)) << text;
    }
}

}  // namespace
}  // namespace dengyun::webhooks

// Goal: every text is there in both languages, the right language is chosen, and an unknown code shows nothing
// internal.
#include "kernel/base/message.h"

#include <gtest/gtest.h>

namespace dengyun {
namespace {

constexpr Message own[] = {
    {"thing.broken", {"坏了 {detail} 处。", "Broken in {detail} places."}},
    {"issue.odd", {"有些奇怪。", "Somewhat odd."}},
};

TEST(MessageCatalogue, SpeaksBothLanguages) {
    MessageCatalogue catalogue;
    catalogue.add(own);
    EXPECT_TRUE(catalogue.contains("thing.broken"));
    EXPECT_FALSE(catalogue.contains("thing.whole"));
    EXPECT_EQ(catalogue.text("thing.broken", Language::zh, "3"), "坏了 3 处。");
    EXPECT_EQ(catalogue.text("thing.broken", Language::en, "3"), "Broken in 3 places.");
    EXPECT_EQ(catalogue.text(Issue{"name", "odd"}, Language::en), "Somewhat odd.");
    EXPECT_EQ(catalogue.text(Issue{"name", "too_long", "20"}, Language::en), "At most 20 characters.");
}

TEST(MessageCatalogue, NeverShowsADetailOfTheLog) {
    const MessageCatalogue catalogue;
    const Error error{ErrorKind::conflict, "request.changed_meanwhile", {}, "row 17 of table secret"};
    EXPECT_EQ(catalogue.text(error, Language::en).find("secret"), std::string::npos);
}

TEST(MessageCatalogue, AnswersAnUnknownCodeInGeneralTerms) {
    const MessageCatalogue catalogue;
    EXPECT_EQ(catalogue.text("no.such_code", Language::en), catalogue.text("internal", Language::en));
}

TEST(MessageCatalogue, TakesEveryCodeOnce) {
    MessageCatalogue catalogue;
    catalogue.add(own);
    EXPECT_DEATH(catalogue.add(own), "broken invariant");
}

TEST(Language, IsTheBestThatWeSpeak) {
    for (const auto header :
         {"", "zh-CN", "zh-CN,zh;q=0.9,en;q=0.8", "fr", "*", "en;q=0.3, zh;q=0.4", "en;q=0", ";;,,q=", "de, fr;q=0.5"})
        EXPECT_EQ(choose_language(header), Language::zh) << header;
    for (const auto header : {"en", "en-GB,en;q=0.9", "fr, en;q=0.5", "zh;q=0.1, en;q=0.2", "zh;q=0.5,en"})
        EXPECT_EQ(choose_language(header), Language::en) << header;
}

TEST(MessageCatalogue, AnEntityThatIsNotThereNeedsNoTextOfItsOwn) {
    const MessageCatalogue catalogue;
    EXPECT_EQ(catalogue.text("work_order.not_found", Language::en), catalogue.text("request.not_found", Language::en));
    EXPECT_TRUE(catalogue.contains("work_order.not_found"));
    EXPECT_NE(catalogue.text("work_order.not_found", Language::en), catalogue.text("no.such_code", Language::en));
}

}  // namespace
}  // namespace dengyun

#include "modules/circles/test/world.h"

#include <fmt/format.h>

#include "modules/enterprise/api.h"

namespace dengyun::circles::test {

Scenario::Scenario()
    : api::Scenario(
          [this](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              circles::add_routes(routes, clock);
              api::add_task_route(routes);
          },
          {enterprise::migrations(), circles::migrations()}, {enterprise::messages(), circles::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        const auto add = [&](std::int64_t id, const char* name, std::string_view code) {
            return enterprise::create_profile(
                unit, {id},
                enterprise::NewProfile{.name = name,
                                       .company_code = code.empty() ? std::nullopt : std::optional(std::string(code))});
        };
        DENGYUN_CHECK(add(11, "龙头企业", ""));
        DENGYUN_CHECK(add(12, "甲厂", code_of_12));
        DENGYUN_CHECK(add(13, "乙厂", code_of_13));
        DENGYUN_CHECK(add(14, "旁人", ""));
        return {};
    });
    EXPECT_TRUE(made) << made.error().code << made.error().detail;
    work_ = std::make_unique<store::JobRunner>(store(), clock, mail_random_, 1);
    work_->add(std::string(api::timer_job_kind), api::timer_job(routes()));
    add_jobs(*work_, {*mail_, mail_random_, "https://dengyun.test"});
}

std::string Scenario::circle(std::string_view name, const api::Caller& caller) {
    const auto made = post("/api/v1/circles", fmt::format(R"({{"name":"{}"}})", name), caller);
    EXPECT_EQ(made.status, 201U) << made.body;
    return made.id();
}

api::Answer Scenario::invite(std::string_view circle, std::string_view body, const api::Caller& caller) {
    return post(fmt::format("/api/v1/circles/{}/members", circle), std::string(body), caller);
}

api::Answer Scenario::move(std::string_view member, std::string_view action, const api::Caller& caller) {
    return post(fmt::format("/api/v1/circle-members/{}/actions", member), fmt::format(R"({{"action":"{}"}})", action),
                caller);
}

api::Answer Scenario::import(std::string_view circle, std::string_view rows, bool dry_run, const api::Caller& caller) {
    return post(fmt::format("/api/v1/circles/{}/members/imports{}", circle, dry_run ? "?dry_run=true" : ""),
                "企业名称,统一社会信用代码,电子邮箱\n" + std::string(rows), caller);
}

bool Scenario::is_member(std::string_view circle, std::int64_t organisation) {
    bool found = false;
    const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(known, circles::is_member(reader, *parse_id<Circle>(circle), {organisation}));
        found = known;
        return {};
    });
    EXPECT_TRUE(read);
    return found;
}

void Scenario::pass(Duration time) {
    clock.advance(time);
    while (work_->run_due() > 0) {
    }
}

std::string Scenario::token() {
    constexpr std::string_view mark = "#token=";
    const auto& text = mail_->sent.back().text;
    const auto at = text.find(mark) + mark.size();
    return text.substr(at, text.find('\n', at) - at);
}

}  // namespace dengyun::circles::test

#include "test/bank_simulator/bank.h"

#include <boost/json.hpp>

#include "kernel/base/csv.h"
#include "kernel/base/digest.h"
#include "kernel/meta/date.h"

namespace dengyun::bank_simulator {
namespace {

namespace json = boost::json;
using payments::PartnerState;
using payments::PaymentKind;

http::Response plain(unsigned status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int64_t flow_of(const payments::Instruction& instruction) {
    switch (instruction.kind) {
        case PaymentKind::top_up:
            return instruction.amount.value;
        case PaymentKind::hold:
            return 0;
        case PaymentKind::pay_out:
        case PaymentKind::split:
        case PaymentKind::refund:
            return -instruction.amount.value;
    }
    return 0;
}

}  // namespace

void Bank::upgrade(std::shared_ptr<const http::Request>, Upgrade decide) { decide(plain(404, "{}")); }

bool Bank::is_proved(const http::Request& request) const {
    const auto given = payments::parse_authorization(request.header("authorization").value_or(""));
    if (!given || !payments::is_fresh(given->proof, clock_.now())) return false;
    const auto message =
        payments::request_message(http::name_of(request.method), request.path, given->proof, request.body);
    return keys_.merchant.verifies(message, given->proof.signature);
}

http::Response Bank::proved(std::string body, std::string content_type) {
    constexpr std::size_t nonce_bytes = 18;
    payments::Proof proof{std::to_string(milliseconds_of(clock_.now()) / 1'000), random_.token(nonce_bytes), {}};
    proof.signature = keys_.own.sign(payments::answer_message(proof, body));
    return {.status = 200,
            .content_type = std::move(content_type),
            .body = std::move(body),
            .headers = {{std::string(payments::timestamp_header), proof.timestamp},
                        {std::string(payments::nonce_header), proof.nonce},
                        {std::string(payments::signature_header), proof.signature}}};
}

void Bank::handle(std::shared_ptr<const http::Request> request, http::Respond respond) {
    const std::lock_guard lock(mutex_);
    const std::string_view path = request->path;
    if (path.starts_with("/control/")) return respond(control(*request));
    if (down_) {
        lost_.push_back(std::move(respond));
        return;
    }
    if (!is_proved(*request)) return respond(plain(401, "{}"));
    constexpr std::string_view instructions = "/v3/instructions";
    constexpr std::string_view statements = "/v3/statements/";
    if (path == instructions && request->method == http::Method::post) return submit(*request, std::move(respond));
    if (path.starts_with(instructions) && path.size() > instructions.size()) {
        const auto id = std::string(path.substr(instructions.size() + 1));
        const auto known = records_.find(id);
        const payments::PartnerAnswer unknown{.id = id, .state = PartnerState::not_found};
        return respond(proved(meta::to_json(known == records_.end() ? unknown : known->second.answer)));
    }
    if (path.starts_with(statements)) return respond(statement(path.substr(statements.size())));
    respond(plain(404, "{}"));
}

void Bank::settle(Record& record) {
    record.answer.state = PartnerState::settled;
    record.answer.settled_at = clock_.now();
    notices_.push_back(record.instruction.id);
}

void Bank::carry_out(Record& record, std::string_view behaviour) {
    record.answer.reference = fmt::format("BK{:08}", ++last_reference_);
    if (record.instruction.valid_until <= clock_.now() || behaviour == "refuse") {
        record.answer.state = PartnerState::refused;
        record.answer.reason = behaviour == "refuse" ? "account_closed" : "expired";
        notices_.push_back(record.instruction.id);
    } else if (behaviour == "process") {
        record.answer.state = PartnerState::processing;
    } else {
        settle(record);
    }
}

void Bank::submit(const http::Request& request, http::Respond respond) {
    std::string behaviour = "settle";
    if (!behaviours_.empty()) {
        behaviour = std::move(behaviours_.front());
        behaviours_.pop_front();
    }
    const auto instruction = meta::from_json<payments::Instruction>(request.body);
    if (!instruction) return respond(plain(400, "{}"));
    if (behaviour == "lose_request") {
        lost_.push_back(std::move(respond));
        return;
    }
    auto& record = records_[instruction->id];
    // At most once under an id, however often it is asked.
    if (++record.submissions == 1) {
        record.instruction = *instruction;
        record.answer = {.id = instruction->id, .amount = instruction->amount};
        carry_out(record, behaviour);
    }
    if (behaviour == "lose_answer") {
        lost_.push_back(std::move(respond));
        return;
    }
    auto answer = proved(meta::to_json(record.answer));
    if (behaviour == "late") {
        late_.emplace_back(std::move(respond), std::move(answer));
        return;
    }
    if (behaviour == "error") answer = plain(500, R"({"code":"SYSTEM_ERROR"})");
    if (behaviour == "garbage") answer = proved("{\"id\":\"" + instruction->id + "\",\"state\":\"set");
    if (behaviour == "unproved") answer.headers.clear();
    respond(std::move(answer));
}

http::Response Bank::statement(std::string_view day) {
    const auto wanted = meta::parse_date(day);
    if (!wanted) return plain(404, "{}");
    std::int64_t closing = 0;
    std::vector<std::vector<std::string>> rows;
    const auto row_of = [](const Record& record) {
        return std::vector<std::string>{record.answer.reference, record.instruction.id,
                                        std::string(meta::name_of(record.instruction.kind)),
                                        std::to_string(record.answer.amount.value), to_text(*record.answer.settled_at)};
    };
    for (const auto& [id, record] : records_) {
        if (record.answer.state != PartnerState::settled) continue;
        const auto on = china_date(*record.answer.settled_at);
        if (on <= *wanted) closing += flow_of(record.instruction);
        if (on == *wanted && record.instruction.kind != PaymentKind::hold) rows.push_back(row_of(record));
    }
    for (const auto& one : alterations_) {
        if (one.day != day) continue;
        const auto found = std::ranges::find(rows, one.id, [](const auto& row) { return row[1]; });
        if (one.what == "closing") closing += 1;
        if (one.what == "add") rows.push_back({"BK-STRANGER", one.id, "top_up", "4200", to_text(clock_.now())});
        if (found == rows.end()) continue;
        if (one.what == "drop")
            rows.erase(found);
        else if (one.what == "amount")
            (*found)[3] += "0";
        else if (one.what == "kind")
            (*found)[2] = "refund";
        else if (one.what == "duplicate")
            rows.push_back(std::vector<std::string>(*found));
    }
    std::string csv;
    write_csv_row(csv, std::vector<std::string>{"day", "closing_fen"});
    write_csv_row(csv, std::vector<std::string>{std::string(day), std::to_string(closing)});
    write_csv_row(csv, std::vector<std::string>{"reference", "id", "kind", "amount_fen", "settled_at"});
    for (const auto& row : rows) write_csv_row(csv, row);
    return proved(std::move(csv), "text/csv");
}

http::Response Bank::notifications() {
    json::array list;
    for (const auto& id : notices_) {
        constexpr std::size_t nonce_length = 9;  // 12 characters
        const auto nonce = random_.token(nonce_length);
        const auto sealed = payments::seal(keys_.secret, nonce, "payment", meta::to_json(records_.at(id).answer));
        const auto body = json::serialize(
            json::object{{"nonce", nonce}, {"associated_data", "payment"}, {"ciphertext", base64(sealed)}});
        const auto message = proved(body);
        json::object headers;
        for (const auto& header : message.headers) headers[header.name] = header.value;
        list.push_back(json::object{{"id", id}, {"headers", std::move(headers)}, {"body", body}});
    }
    return plain(200, json::serialize(list));
}

http::Response Bank::log() const {
    json::object all;
    for (const auto& [id, record] : records_)
        all[id] = json::object{{"submissions", record.submissions},
                               {"state", std::string(meta::name_of(record.answer.state))}};
    return plain(200, json::serialize(all));
}

http::Response Bank::control(const http::Request& request) {
    const auto what = std::string_view(request.path).substr(std::string_view("/control/").size());
    if (what == "log") return log();
    if (what == "notifications") return notifications();
    const auto parsed = meta::parse_json(request.body.empty() ? "{}" : request.body);
    if (!parsed || !parsed->is_object()) return plain(400, "{}");
    const auto& given = parsed->as_object();
    if (what == "behave") {
        for (const auto& next : given.at("next").as_array()) behaviours_.emplace_back(next.as_string());
    } else if (what == "finish") {
        for (auto& [id, record] : records_)
            if (record.answer.state == PartnerState::processing) settle(record);
    } else if (what == "answer") {
        for (auto& [respond, answer] : late_) respond(std::move(answer));
        late_.clear();
    } else if (what == "down") {
        down_ = given.at("down").as_bool();
    } else if (what == "clock") {
        clock_.set(instant_of(given.at("milliseconds").to_number<std::int64_t>()));
    } else if (what == "alter") {
        alterations_.push_back({text(given, "day"), text(given, "what"), text(given, "id")});
    } else {
        return plain(404, "{}");
    }
    return plain(200, "{}");
}

}  // namespace dengyun::bank_simulator

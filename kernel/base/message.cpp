#include "kernel/base/message.h"

#include <array>
#include <cstdlib>

#include "kernel/base/assert.h"

namespace dengyun {
namespace {

// What is not there needs no text of its own.
constexpr std::string_view not_found = ".not_found";

constexpr Message kernel_messages[] = {
    {"internal",
     {"系统出了意外，请稍后再试；如仍出现，请把请求编号告诉管理员。",
      "Something unexpected happened. Please try again; if it stays, tell an administrator the request id."}},
    {"request.invalid",
     {"提交的内容有误，请改正标出的地方。", "Some of what you sent is not right. Please correct the marked fields."}},
    {"request.malformed_json", {"请求正文不是有效的 JSON。", "The request body is not valid JSON."}},
    {"request.unauthenticated", {"请先登录。", "Please sign in first."}},
    {"request.forbidden",
     {"您没有此项权限，请向本单位管理员申请。",
      "You do not have this permission. Please ask an administrator of your organisation."}},
    {"request.not_found", {"找不到您要的内容。", "What you asked for was not found."}},
    {"request.bad_query", {"网址中的查询部分无效。", "The query part of the address is not valid."}},
    {"request.bad_idempotency_key", {"幂等键最多 100 个字符。", "An idempotency key has at most 100 characters."}},
    {"request.busy", {"系统忙，请稍后再试。", "The system is busy. Please try again shortly."}},
    {"request.csrf_token_missing",
     {"页面已失效，请刷新后再试。", "This page is out of date. Please reload it and try again."}},
    {"request.method_not_allowed", {"此地址不支持这种操作。", "This address does not support this operation."}},
    {"request.precondition_required",
     {"请先读取最新内容再修改（缺少 If-Match）。",
      "Please read the latest content before you change it (If-Match is missing)."}},
    {"number.overflow", {"数值超出可计算的范围。", "The number is outside the range that can be computed."}},
    {"number.malformed", {"不是有效的数字。", "This is not a valid number."}},
    {"number.too_precise", {"小数位数太多。", "Too many decimals."}},
    {"number.bad_weights", {"分摊的权重无效。", "The weights of the split are not valid."}},
    {"instant.malformed",
     {"时间格式无效，应如 2026-03-01T08:30:00Z。", "Not a valid time; write it like 2026-03-01T08:30:00Z."}},
    {"flow.bad_transition",
     {"现在的状态不允许这样做，请刷新后再看。",
      "This cannot be done in the present state. Please refresh and look again."}},
    {"request.changed_meanwhile",
     {"内容已被他人修改，请查看最新内容后再试。",
      "Someone else has changed this meanwhile. Please look at the latest content and try again."}},
    {"csv.malformed",
     {"表格文件（CSV）有误，请按标出的行改正。", "The table (CSV) is not right. Please correct the marked line."}},
    {"csv.too_large", {"表格文件（CSV）超出允许的大小。", "The table (CSV) is larger than allowed."}},
    {"issue.csv_unclosed_quote", {"引号没有结束。", "A quotation mark is not closed."}},
    {"issue.csv_stray_quote", {"不带引号的栏中出现了引号。", "A quotation mark inside a field that is not quoted."}},
    {"issue.csv_text_after_quote", {"引号结束后还有文字。", "Text after the closing quotation mark."}},
    {"issue.csv_bare_return", {"回车符后没有换行符。", "A carriage return without a line feed."}},
    {"issue.csv_field_count",
     {"栏数与首行不同，应为 {detail} 栏。", "The number of fields differs from the first row; {detail} are expected."}},
    {"issue.csv_missing_column", {"缺少“{detail}”列。", "The column “{detail}” is missing."}},
    {"issue.csv_field_too_long", {"一栏最多 {detail} 字节。", "A field may have at most {detail} bytes."}},
    {"issue.csv_too_many_fields", {"一行最多 {detail} 栏。", "A row may have at most {detail} fields."}},
    {"issue.csv_too_many_rows", {"最多 {detail} 行。", "At most {detail} rows."}},
    {"issue.csv_file_too_long", {"文件最多 {detail} 字节。", "The file may have at most {detail} bytes."}},
    {"sheet.malformed",
     {"文件无法识别，请另存为 XLSX 或 CSV（UTF-8 或 GBK）后再试。",
      "The file cannot be read. Please save it as XLSX or CSV (UTF-8 or GB 18030) and try again."}},
    {"sheet.too_large", {"表格超出允许的大小。", "The sheet is larger than allowed."}},
    {"sheet.not_written", {"文件暂时无法生成，请稍后再试。", "The file could not be made. Please try again later."}},
    {"issue.sheet_too_long",
     {"文件或解压后的部分最多 {detail} 字节。", "The file, or a part of it, may have at most {detail} bytes."}},
    {"issue.sheet_too_many_rows", {"最多 {detail} 行数据。", "At most {detail} rows below the heading."}},
    {"issue.sheet_too_many_columns", {"最多 {detail} 列。", "At most {detail} columns."}},
    {"issue.sheet_cell_too_long", {"一格最多 {detail} 字节。", "A cell may have at most {detail} bytes."}},
    {"import.no_rows",
     {"表格里没有数据：首行是表头，其下至少一行。",
      "The sheet holds no data: a heading and at least one row below it are needed."}},
    {"import.bad_rows",
     {"有几行无法导入，什么也没有改动。请改正后再试。",
      "Some rows cannot be imported; nothing was changed. Please correct them and try again."}},
    {"import.given_up", {"已试过，没有改动。", "Tried, and nothing was changed."}},
    {"issue.company_code_length", {"统一社会信用代码应为 18 位。", "A unified social credit code has 18 characters."}},
    {"issue.company_code_character",
     {"统一社会信用代码含有不可用的字符（只用数字和大写字母，不用 I、O、S、V、Z）。",
      "The unified social credit code holds a character that it cannot (digits and capital letters only, no I, O, S, "
      "V, Z)."}},
    {"issue.company_code_check",
     {"统一社会信用代码的校验码不符，请核对。",
      "The check character of the unified social credit code does not fit. Please compare it again."}},
    {"issue.company_code_organisation",
     {"统一社会信用代码中组织机构代码的校验码不符，请核对。",
      "The check character of the organisation code within the unified social credit code does not fit. Please compare "
      "it again."}},
    {"vault.wrong_key",
     {"密钥不符，请联系平台管理员。", "The key does not fit. Please tell the platform's administrator."}},
    {"vault.bad_key_file", {"密钥文件无法读写。", "The key file cannot be read or written."}},
    {"issue.required", {"必填。", "Required."}},
    {"issue.unknown_member", {"没有这个字段。", "There is no such field."}},
    {"issue.duplicate_member", {"字段重复。", "The field appears twice."}},
    {"issue.read_only", {"此字段由系统填写。", "This field is set by the system."}},
    {"issue.forbidden", {"您没有修改此字段的权限。", "You may not change this field."}},
    {"issue.type", {"类型不对，应为 JSON 的 {detail}。", "Wrong type; the JSON type {detail} is expected."}},
    {"issue.too_small", {"不能小于 {detail}。", "Must not be less than {detail}."}},
    {"issue.too_large", {"不能大于 {detail}。", "Must not be more than {detail}."}},
    {"issue.too_short", {"至少 {detail} 个字。", "At least {detail} characters."}},
    {"issue.too_long", {"最多 {detail} 个字。", "At most {detail} characters."}},
    {"issue.too_many", {"最多 {detail} 项。", "At most {detail} entries."}},
    {"issue.unknown_choice", {"不是可选的值。", "Not one of the choices."}},
    {"issue.malformed_json", {"第 {detail} 个字节处不是有效的 JSON。", "Not valid JSON at byte {detail}."}},
    {"issue.malformed", {"格式不对。", "Not in the right format."}},
    {"issue.not_text", {"含有不可用的字符。", "Contains characters that cannot be used."}},
    {"issue.unknown_reference", {"所指的记录不存在。", "The record it refers to does not exist."}},
    {"issue.no_truth_value", {"应填“是”或“否”。", "Should be yes or no."}},
    {"issue.no_number", {"不是数字。", "Not a number."}},
    {"issue.no_date", {"不是日期，应如 2026-03-01。", "Not a date; write it like 2026-03-01."}},
    {"issue.too_precise", {"小数位数太多。", "Too many decimals."}},
    {"issue.taken", {"已有相同的，不能重复。", "There is one like it already."}},
    {"issue.too_far_ahead", {"不能晚于 {detail}。", "Must not be later than {detail}."}},
    {"issue.exceeds_open", {"超过可用数量 {detail}。", "More than the {detail} that are open."}},
    {"issue.row_taken_twice",
     {"文件中另有一行指向同一条记录。", "Another row of the file stands for the same record."}},
    {"issue.changed_meanwhile",
     {"文件导出后，这条记录已被修改，请重新导出。",
      "The record has changed since the file was made. Please export it again."}},
};

}  // namespace

MessageCatalogue::MessageCatalogue() { add(kernel_messages); }

void MessageCatalogue::add(std::span<const Message> messages) {
    for (const auto& message : messages) {
        const bool added = labels_.emplace(message.code, message.text).second;
        DENGYUN_ASSERT(added);
    }
}

bool MessageCatalogue::contains(std::string_view code) const {
    return labels_.contains(code) || code.ends_with(not_found);
}

std::string MessageCatalogue::text(std::string_view code, Language language, std::string_view detail) const {
    constexpr std::string_view slot = "{detail}";
    const auto found = labels_.find(code);
    const auto general = code.ends_with(not_found) ? "request.not_found" : "internal";
    std::string text((found == labels_.end() ? labels_.at(general) : found->second).in(language));
    if (const auto at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), detail);
    return text;
}

std::string MessageCatalogue::text(const Error& error, Language language) const { return text(error.code, language); }

std::string MessageCatalogue::text(const Issue& issue, Language language) const {
    return text("issue." + issue.code, language, issue.detail);
}

// Source: RFC 9110, 12.5.4. The weight is read as a decimal; a language that we do not speak is passed over.
Language choose_language(std::string_view accept_language) {
    double zh = 0.001;  // where nothing fits, Chinese
    double en = 0;
    while (!accept_language.empty()) {
        const auto comma = accept_language.find(',');
        auto range = accept_language.substr(0, comma);
        accept_language = comma == std::string_view::npos ? std::string_view{} : accept_language.substr(comma + 1);
        while (range.starts_with(' ')) range.remove_prefix(1);
        double weight = 1;
        if (const auto at = range.find("q="); at != std::string_view::npos)
            weight = std::strtod(std::string(range.substr(at + 2, 5)).c_str(), nullptr);
        if (range.starts_with("zh")) zh = std::max(zh, weight);
        if (range.starts_with("en")) en = std::max(en, weight);
    }
    return en > zh ? Language::en : Language::zh;
}

}  // namespace dengyun

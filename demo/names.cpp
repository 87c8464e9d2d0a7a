#include "demo/names.h"

#include <algorithm>

namespace dengyun::demo {
namespace {

struct Syllable {
    std::string_view zh;
    std::string_view en;
};

constexpr Syllable firsts[] = {
    {"泽", "ze"},   {"启", "qi"},    {"瑞", "rui"},   {"铭", "ming"}, {"恒", "heng"}, {"锦", "jin"},
    {"弘", "hong"}, {"卓", "zhuo"},  {"晟", "sheng"}, {"翰", "han"},  {"迅", "xun"},  {"煜", "yu"},
    {"屹", "yi"},   {"朗", "lang"},  {"砺", "li"},    {"琛", "chen"}, {"禾", "he"},   {"嘉", "jia"},
    {"沐", "mu"},   {"诚", "cheng"}, {"匠", "jiang"}, {"骏", "jun"},  {"盈", "ying"}, {"曜", "yao"},
    {"臻", "zhen"}, {"拓", "tuo"},   {"森", "sen"},   {"德", "de"},   {"凯", "kai"},  {"磐", "pan"},
};
constexpr Syllable seconds[] = {
    {"川", "chuan"}, {"辰", "chen"}, {"远", "yuan"}, {"峰", "feng"}, {"翔", "xiang"}, {"益", "yi"},
    {"润", "run"},   {"航", "hang"}, {"霖", "lin"},  {"坤", "kun"},  {"硕", "shuo"},  {"沛", "pei"},
    {"泓", "hong"},  {"霆", "ting"}, {"岳", "yue"},  {"锐", "rui"},  {"程", "cheng"}, {"楷", "kai"},
    {"钧", "jun"},   {"屿", "yu"},   {"淳", "chun"}, {"洲", "zhou"}, {"升", "sheng"}, {"腾", "teng"},
    {"邦", "bang"},  {"能", "neng"}, {"鼎", "ding"}, {"维", "wei"},  {"晶", "jing"},  {"朴", "pu"},
};
constexpr std::string_view known_trade_names[] = {
    "启辰", "德邦", "拓邦", "恒润", "恒远", "盈峰", "嘉益", "嘉能", "德维", "恒升", "恒锐", "泽润", "铭普", "卓能",
    "拓维", "拓朴", "森鼎", "凯鼎", "嘉楷", "瑞鼎", "瑞晶", "德升", "骏升", "诚益", "锦鼎", "翰川", "瀚川", "森远",
};

constexpr std::string_view family_names[] = {"陈", "林", "王", "张", "李", "黄", "周", "徐", "叶", "郑", "吴", "金",
                                             "胡", "朱", "潘", "杨", "蒋", "沈", "项", "章", "方", "孙", "夏", "应"};
constexpr std::string_view given_firsts[] = {"建", "志", "晓", "文", "海", "国", "明", "永", "雪", "丽",
                                             "思", "宇", "佳", "俊", "慧", "子", "少", "彩", "春", "立"};
constexpr std::string_view given_seconds[] = {"华", "平", "军", "芬", "敏", "伟", "峰", "燕", "杰", "娜",
                                              "涛", "洁", "辉", "萍", "斌", "琴", "超", "莹", "刚", "云"};

}  // namespace

Text BrandSource::next(Draw& draw) {
    for (;;) {
        const auto& first = draw.one_of<Syllable>(firsts);
        const auto& second = draw.one_of<Syllable>(seconds);
        Text brand{std::string(first.zh) + std::string(second.zh), std::string(first.en) + std::string(second.en)};
        if (std::ranges::find(known_trade_names, brand.zh) != std::end(known_trade_names)) continue;
        brand.en.front() = static_cast<char>(brand.en.front() - 'a' + 'A');
        if (first.en == second.en || used_.contains(brand.zh) || used_.contains(brand.en)) continue;
        used_.insert(brand.zh);
        used_.insert(brand.en);
        return brand;
    }
}

std::string person_name(Draw& draw) {
    std::string name(draw.one_of<std::string_view>(family_names));
    name += draw.one_of<std::string_view>(given_firsts);
    if (draw.chance(70)) name += draw.one_of<std::string_view>(given_seconds);
    return name;
}

}  // namespace dengyun::demo

#include "engines/scheduling/shop/theta_tree.h"

#include <algorithm>
#include <bit>

namespace dengyun::scheduling {

void ThetaTree::clear(int count) {
    leaves_ = static_cast<int>(std::bit_ceil(static_cast<unsigned>(std::max(count, 1))));
    nodes_.assign(static_cast<std::size_t>(leaves_) * 2, {});
}

void ThetaTree::set(int task, const Node& leaf) {
    auto at = static_cast<std::size_t>(leaves_ + task);
    nodes_[at] = leaf;
    for (at /= 2; at >= 1; at /= 2) nodes_[at] = joined(nodes_[2 * at], nodes_[2 * at + 1]);
}

ThetaTree::Node ThetaTree::joined(const Node& left, const Node& right) {
    Node node;
    node.work = left.work + right.work;
    node.end = std::max(right.end, left.end + right.work);
    const Time work_left = left.work_with + right.work;
    const Time work_right = left.work + right.work_with;
    node.work_with = std::max(work_left, work_right);
    node.by_work = work_left > work_right ? left.by_work : right.by_work;
    node.end_with = right.end_with;
    node.by_end = right.by_end;
    if (const Time end = left.end + right.work_with; end > node.end_with) {
        node.end_with = end;
        node.by_end = right.by_work;
    }
    if (const Time end = left.end_with + right.work; end > node.end_with) {
        node.end_with = end;
        node.by_end = left.by_end;
    }
    return node;
}

}  // namespace dengyun::scheduling

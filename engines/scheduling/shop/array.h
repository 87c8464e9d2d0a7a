#pragma once
// A vector that is indexed by int, as operations, jobs and machines are.
#include <vector>

namespace dengyun::scheduling {

template <class T>
class Array {
  public:
    Array() = default;
    explicit Array(int size, T value = T{}) : items_(static_cast<std::size_t>(size), value) {}
    explicit Array(std::vector<T> items) : items_(std::move(items)) {}
    [[nodiscard]] T& operator[](int i) { return items_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const T& operator[](int i) const { return items_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int size() const { return static_cast<int>(items_.size()); }
    [[nodiscard]] const std::vector<T>& items() const { return items_; }
    [[nodiscard]] std::vector<T>& items() { return items_; }
    [[nodiscard]] auto begin() { return items_.begin(); }
    [[nodiscard]] auto end() { return items_.end(); }
    [[nodiscard]] auto begin() const { return items_.begin(); }
    [[nodiscard]] auto end() const { return items_.end(); }

  private:
    std::vector<T> items_;
};

}  // namespace dengyun::scheduling

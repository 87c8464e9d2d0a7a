#pragma once
// How many connections there are, in all and from one address. Thread-safe.
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dengyun::net {

class Admission {
  public:
    Admission(std::size_t total_max, std::size_t per_address_max)
        : total_max_(total_max), per_address_max_(per_address_max) {}

    enum class Verdict { admitted, too_many, too_many_from_address };
    // Every admitted connection is given back with release(). An address of a trusted proxy stands for many clients
    // and is only counted in all.
    [[nodiscard]] Verdict admit(const std::string& address, bool trusted) {
        const std::lock_guard lock(mutex_);
        if (open_ >= total_max_) return refuse(Verdict::too_many);
        auto& from_here = by_address_[address];
        if (from_here >= per_address_max_ && !trusted) return refuse(Verdict::too_many_from_address);
        ++from_here;
        ++open_;
        ++total_;
        return Verdict::admitted;
    }
    void release(const std::string& address) {
        const std::lock_guard lock(mutex_);
        --open_;
        const auto found = by_address_.find(address);
        if (found != by_address_.end() && --found->second == 0) by_address_.erase(found);
    }

    struct Counts {
        std::uint64_t open, total, refused;
    };
    [[nodiscard]] Counts counts() const {
        const std::lock_guard lock(mutex_);
        return {open_, total_, refused_};
    }

  private:
    Verdict refuse(Verdict verdict) {
        ++refused_;
        return verdict;
    }

    std::size_t total_max_;
    std::size_t per_address_max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::uint64_t open_ = 0;
    std::uint64_t total_ = 0;
    std::uint64_t refused_ = 0;
};

}  // namespace dengyun::net

#include "modules/identity/principal_cache.h"

namespace dengyun::identity {

std::shared_ptr<const api::Principal> PrincipalCache::find(const std::string& key, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end() || now >= found->second.until) return nullptr;
    return found->second.entry.principal;
}

std::uint64_t PrincipalCache::generation() const {
    const std::lock_guard lock(mutex_);
    return generation_;
}

void PrincipalCache::put(const std::string& key, Entry entry, Instant now, std::uint64_t generation) {
    const auto until = std::min(now + life_, entry.expires_at);
    const std::lock_guard lock(mutex_);
    if (generation != generation_) return;
    if (entries_.size() >= entries_max_ && !entries_.contains(key)) make_room(now);
    entries_.insert_or_assign(key, Kept{std::move(entry), until});
}

// Entries live for seconds: where sweeping out the stale ones is not enough, starting anew costs a query each.
void PrincipalCache::make_room(Instant now) {
    std::erase_if(entries_, [now](const auto& pair) { return now >= pair.second.until; });
    if (entries_.size() >= entries_max_) entries_.clear();
}

void PrincipalCache::drop_if(const std::function<bool(const Entry&)>& goes) {
    const std::lock_guard lock(mutex_);
    ++generation_;
    std::erase_if(entries_, [&](const auto& pair) { return goes(pair.second.entry); });
}

void PrincipalCache::drop_user(Id<User> user) {
    drop_if([user](const Entry& entry) { return entry.person == user; });
}
void PrincipalCache::drop_organisation(Id<Organisation> organisation) {
    drop_if([organisation](const Entry& entry) { return entry.principal->organisation == organisation; });
}
void PrincipalCache::drop_session(std::int64_t session_id) {
    drop_if([session_id](const Entry& entry) { return entry.principal->session_id == session_id; });
}
void PrincipalCache::drop_key(std::int64_t key_id) {
    drop_if([key_id](const Entry& entry) {
        return entry.principal->actor.kind == ActorKind::api_key && entry.principal->actor.id == key_id;
    });
}

}  // namespace dengyun::identity

#include "edge/gateway/sources.h"

#include "edge/gateway/folder/source.h"
#include "edge/gateway/modbus/source.h"
#include "edge/gateway/mtconnect/source.h"

namespace dengyun::gateway {
namespace {

struct Making {
    SourceNeeds needs;
    timeseries::Files& positions;
    std::unique_ptr<Source> operator()(const acquisition::ModbusConnection& connection) const {
        return std::make_unique<ModbusSource>(connection, needs);
    }
    std::unique_ptr<Source> operator()(const acquisition::FolderConnection& connection) const {
        return std::make_unique<FolderSource>(connection, needs, positions);
    }
    std::unique_ptr<Source> operator()(const acquisition::MtconnectConnection& connection) const {
        return std::make_unique<MtconnectSource>(connection, needs, positions);
    }
};

}  // namespace

Sources::Sources(acquisition::Configuration configuration, SourceNeeds needs, timeseries::Files& positions)
    : configuration_(std::move(configuration)) {
    for (const auto& connection : configuration_.connections)
        sources_.push_back(std::visit(Making{needs, positions}, connection));
    for (const auto& source : sources_) threads_.emplace_back([this, &source] { run(*source); });
}

Sources::~Sources() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Sources::run(Source& source) {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        lock.unlock();
        const auto next = source.pass(std::chrono::steady_clock::now());
        lock.lock();
        stopping_.wait_until(lock, next, [&] { return is_stopping_; });
    }
}

std::vector<SourceState> Sources::states() const {
    std::vector<SourceState> states;
    for (const auto& source : sources_) states.push_back(source->state());
    return states;
}

Result<double> Sources::write(std::string_view device, std::string_view point, double value) {
    for (const auto& source : sources_)
        if (source->writes(device, point)) return source->write(device, point, value);
    return fail(ErrorKind::invalid, "gateway.unknown_point");
}

}  // namespace dengyun::gateway

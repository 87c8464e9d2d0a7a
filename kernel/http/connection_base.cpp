#include "kernel/http/connection_base.h"

#include "kernel/http/compress.h"
#include "kernel/http/problem.h"

namespace dengyun::http {

void ConnectionBase::take_answer(Decision decision) {
    // The work of compressing stays with whoever answers, so that it spreads over the application's threads.
    if (auto* response = std::get_if<Response>(&decision)) compress(*response, accepts_gzip_);
    if (Worker::current() == worker_.get()) return decided(std::move(decision));
    worker_->deliver(
        [self = shared_from_this(), decision = std::move(decision)]() mutable { self->decided(std::move(decision)); });
}

Response ConnectionBase::internal_error() const {
    return refusal(500, "internal", worker_->edge().catalogue, language_, request_ ? request_->request_id : "");
}

}  // namespace dengyun::http

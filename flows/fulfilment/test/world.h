#pragma once
// The scenario of ordering with what goods do to it: shipments, inspections, returns and scores.
#include "flows/fulfilment/fulfilment.h"
#include "flows/ordering/test/world.h"

namespace dengyun::fulfilment::test {

using namespace ordering::test;
using orders::OperationTask;
using orders::SalesOrder;

[[nodiscard]] More more();

class Fulfilment : public ordering::test::Scenario {
  protected:
    Fulfilment() : Scenario(more()) {}

    api::Answer send(Id<OperationTask> from, std::int64_t pieces, std::string_view receiver,
                     const api::Caller& workshop) {
        return post(task_path(from) + "/shipments",
                    fmt::format(R"({{"quantity":{},"receiver_id":"{}"}})", pieces * 1'000, receiver), workshop);
    }
    // Sent, dispatched and signed for with so many sound pieces.
    std::string arrive(const api::Answer& sent, const api::Caller& workshop, const api::Caller& receiver,
                       std::int64_t received, std::int64_t damaged = 0) {
        EXPECT_EQ(sent.status, 201U) << sent.body;
        EXPECT_EQ(code(act("/api/v1/shipments/" + sent.id(), "dispatch", workshop)), "dispatched");
        return code(scan(sent, receiver, received, damaged));
    }
    api::Answer scan(const api::Answer& sent, const api::Caller& receiver, std::int64_t received,
                     std::int64_t damaged) {
        return post("/api/v1/shipment-signatures/actions",
                    fmt::format(R"({{"label_code":"{}","lines":[{{"position":1,"received":{},"damaged":{}}}]}})",
                                sent.text("label_code"), received * 1'000, damaged * 1'000),
                    receiver);
    }
    // Both operations done, everything with the buyer.
    SalesOrder delivered() {
        const auto order = released(100);
        const auto all = tasks(order);
        make(all[0].id, first_workshop, 100);
        EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
        make(all[1].id, second_workshop, 100);
        EXPECT_EQ(arrive(send(all[1].id, 100, "11", second_workshop), second_workshop, buyer, 100), "signed");
        return find(order.id);
    }
    api::Answer record(std::string_view id, const api::Caller& who, int inspected, int nonconforming) {
        return post(fmt::format("/api/v1/inspections/{}/results/actions", id),
                    fmt::format(R"({{"inspected":{},"nonconforming":{},"defects":[{}]}})", inspected, nonconforming,
                                nonconforming == 0 ? "" : R"({"defect_class":"major","characteristic":"毛刺"})"),
                    who);
    }
};

}  // namespace dengyun::fulfilment::test

#pragma once
// The inside of the hub, for the rooms of this module.
#include "modules/telemetry/alarms/watching.h"
#include "modules/telemetry/api.h"
#include "modules/telemetry/derived/deriving.h"
#include "modules/telemetry/intake/intake.h"
#include "modules/telemetry/mqtt/gate.h"
#include "modules/telemetry/mqtt/teller.h"
#include "modules/telemetry/observations/late_data.h"
#include "modules/telemetry/polls/command_polls.h"
#include "modules/telemetry/shares/shared_stamps.h"

namespace dengyun::telemetry {

class Hub::Implementation {
  public:
    Implementation(store::Store& store, const Clock& clock, Random& random, Options options);

    [[nodiscard]] Result<> start();
    void stop();

    const ZoneOf zone_of;
    Shelves shelves;
    Watching watching;
    Deriving deriving;
    Intake intake;
    CommandPolls polls;
    Gate gate;
    Teller teller;
    std::unique_ptr<mqtt::Endpoint> endpoint;  // null: no listener
    LateData late;
    SharedStamps shared;
};

}  // namespace dengyun::telemetry

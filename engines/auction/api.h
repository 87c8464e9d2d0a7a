#pragma once
// The auction engine: formats, ranking by adjusted price, award with reasons, replay. Pure: it knows neither clock nor
// database; a moment is an argument. Amounts are fen, the lower one wins (a buyer asks, suppliers offer).
#include "engines/auction/phase.h"
#include "engines/auction/ranking.h"
#include "engines/auction/replay.h"
#include "kernel/base/message.h"

namespace dengyun::auction {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::auction

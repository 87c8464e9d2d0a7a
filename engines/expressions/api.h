#pragma once
// The expression engine: a small language over points, parsed to a checked program and followed through time. Pure.
//
//   expression  a ? b : c · a or b · a and b · not a · < <= > >= = != · + - * / % · -a · (a)
//   values      21.5 · true, false · "text" (compared with = and != only) · temperature · [cpu,host=a/usage]
//   functions   abs(a) · sqrt(a) · min(a, b, …) · max(a, b, …) · hour() · weekday() · age(point)
//   over a time avg, min, max, sum, delta, rate (point, 5m); the time in s, m, h or d
//
// What is not known is missing: a point that was never heard, a window without values (two for delta and rate), a
// division by zero, what is no finite number. It makes what is calculated from it missing, but for false and …, true
// or … (Kleene 1938): those are known without it. A full-width sign (，（ ＞) is its plain one.
#include <span>

#include "engines/expressions/evaluator.h"
#include "engines/expressions/parse.h"
#include "kernel/base/message.h"

namespace dengyun::expressions {

[[nodiscard]] std::span<const Message> messages();

}  // namespace dengyun::expressions

#pragma once
// The matching engine: orders, receipts less returns, and invoices less credits against each other, many to many. Pure.
#include "engines/matching/check.h"
#include "engines/matching/credits.h"
#include "engines/matching/match.h"
#include "engines/matching/messages.h"

#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/invoicing/api.h"

namespace dengyun::invoicing {

void add_statement_routes(api::Routes& routes);
void add_invoice_routes(api::Routes& routes);
void add_exception_routes(api::Routes& routes);
void add_debit_note_routes(api::Routes& routes);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

}  // namespace dengyun::invoicing

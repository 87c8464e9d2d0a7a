-- Statements and their lines, invoices, and what of them does not fit.
CREATE TABLE statement (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    period_ends_on BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    net_total BIGINT NOT NULL,
    tax_total BIGINT NOT NULL,
    status TEXT NOT NULL,
    buyer_confirmed_at BIGINT,
    supplier_confirmed_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "statement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "statement" FORCE ROW LEVEL SECURITY;
CREATE POLICY statement_tenancy ON "statement"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX statement_id ON statement (id);
CREATE UNIQUE INDEX statement_number ON statement (organisation_id, number);
CREATE INDEX statement_supplier ON statement (supplier_id);
CREATE INDEX statement_by_period_ends_on ON statement (organisation_id, period_ends_on, id);
CREATE TABLE statement_line (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    statement_id BIGINT,
    order_line_id BIGINT NOT NULL,
    order_number TEXT NOT NULL,
    description_text TEXT NOT NULL,
    unit TEXT NOT NULL,
    shipment_id BIGINT NOT NULL,
    lot TEXT NOT NULL,
    delivered_on BIGINT NOT NULL,
    period_ends_on BIGINT NOT NULL,
    shipped BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    unit_price BIGINT NOT NULL,
    tax_rate BIGINT NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    disputed_by_supplier INTEGER NOT NULL,
    claimed BIGINT,
    invoice_id BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "statement_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "statement_line" FORCE ROW LEVEL SECURITY;
CREATE POLICY statement_line_tenancy ON "statement_line"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX statement_line_id ON statement_line (id);
CREATE INDEX statement_line_statement ON statement_line (statement_id);
CREATE INDEX statement_line_order_line ON statement_line (order_line_id);
CREATE INDEX statement_line_pair ON statement_line (supplier_id, status);
CREATE INDEX statement_line_by_delivered_on ON statement_line (organisation_id, delivered_on, id);
CREATE TABLE supplier_invoice (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    normal_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    buyer_id BIGINT NOT NULL,
    invoiced_on BIGINT NOT NULL,
    lines TEXT NOT NULL,
    net_total BIGINT NOT NULL,
    tax_total BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    submitted_at BIGINT,
    exceptions BIGINT NOT NULL,
    agreed_total BIGINT NOT NULL,
    paid_total BIGINT NOT NULL,
    due_on BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "supplier_invoice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "supplier_invoice" FORCE ROW LEVEL SECURITY;
CREATE POLICY supplier_invoice_tenancy ON "supplier_invoice"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX supplier_invoice_id ON supplier_invoice (id);
CREATE UNIQUE INDEX supplier_invoice_number ON supplier_invoice (organisation_id, normal_number);
CREATE INDEX supplier_invoice_buyer ON supplier_invoice (buyer_id, status);
CREATE INDEX supplier_invoice_by_invoiced_on ON supplier_invoice (organisation_id, invoiced_on, id);
-- only: sqlite
CREATE INDEX supplier_invoice_by_due_on ON supplier_invoice (organisation_id, due_on, id);
-- only: postgresql
CREATE INDEX supplier_invoice_by_due_on ON supplier_invoice (organisation_id, due_on NULLS FIRST, id);
-- only: both
CREATE TABLE match_exception (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    invoice_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    position BIGINT NOT NULL,
    description_text TEXT NOT NULL,
    reason TEXT NOT NULL,
    expected TEXT,
    found TEXT,
    blocked BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "match_exception" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "match_exception" FORCE ROW LEVEL SECURITY;
CREATE POLICY match_exception_tenancy ON "match_exception"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX match_exception_id ON match_exception (id);
CREATE INDEX match_exception_invoice ON match_exception (invoice_id);
CREATE INDEX match_exception_supplier ON match_exception (supplier_id);

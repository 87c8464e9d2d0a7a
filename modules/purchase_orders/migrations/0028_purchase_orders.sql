-- Purchase orders, their lines, responses and versions; blanket orders; forecasts.
CREATE TABLE purchase_order (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    site_id BIGINT,
    buyer_reference TEXT,
    note TEXT,
    payment_days BIGINT NOT NULL,
    buyer_kind TEXT NOT NULL,
    source_kind TEXT,
    source_id BIGINT,
    terms_version BIGINT NOT NULL,
    issued_at BIGINT,
    status TEXT NOT NULL,
    response_code TEXT,
    lines BIGINT NOT NULL,
    net_total BIGINT NOT NULL,
    tax_total BIGINT NOT NULL,
    due_on BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "purchase_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "purchase_order" FORCE ROW LEVEL SECURITY;
CREATE POLICY purchase_order_tenancy ON "purchase_order"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX purchase_order_id ON purchase_order (id);
CREATE UNIQUE INDEX purchase_order_number ON purchase_order (organisation_id, number);
CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, status);
CREATE INDEX purchase_order_source ON purchase_order (source_kind, source_id);
-- only: sqlite
CREATE INDEX purchase_order_by_due_on ON purchase_order (organisation_id, due_on, id);
-- only: postgresql
CREATE INDEX purchase_order_by_due_on ON purchase_order (organisation_id, due_on NULLS FIRST, id);
-- only: both
CREATE TABLE purchase_order_line (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    item_id BIGINT,
    description_text TEXT NOT NULL,
    specification TEXT,
    unit TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    unit_price BIGINT NOT NULL,
    tax_rate BIGINT NOT NULL,
    schedules TEXT NOT NULL,
    due_on BIGINT NOT NULL,
    over_rate BIGINT NOT NULL,
    under_rate BIGINT NOT NULL,
    price_rate BIGINT NOT NULL,
    date_days BIGINT NOT NULL,
    has_inspection INTEGER NOT NULL,
    terms_version BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    counter_quantity BIGINT,
    counter_unit_price BIGINT,
    counter_schedules TEXT NOT NULL,
    confirmed_version BIGINT NOT NULL,
    confirmed_quantity BIGINT NOT NULL,
    confirmed_unit_price BIGINT NOT NULL,
    confirmed_tax_rate BIGINT NOT NULL,
    confirmed_schedules TEXT NOT NULL,
    confirmed_at BIGINT,
    shipped BIGINT NOT NULL,
    received BIGINT NOT NULL,
    over_received BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    invoiced BIGINT NOT NULL,
    credited BIGINT NOT NULL,
    price_cut BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "purchase_order_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "purchase_order_line" FORCE ROW LEVEL SECURITY;
CREATE POLICY purchase_order_line_tenancy ON "purchase_order_line"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX purchase_order_line_id ON purchase_order_line (id);
CREATE UNIQUE INDEX purchase_order_line_order ON purchase_order_line (order_id, position);
CREATE INDEX purchase_order_line_supplier ON purchase_order_line (supplier_id, status);
CREATE INDEX purchase_order_line_by_due_on ON purchase_order_line (organisation_id, due_on, id);
CREATE TABLE purchase_order_response (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    terms_version BIGINT NOT NULL,
    code TEXT NOT NULL,
    lines TEXT NOT NULL,
    note TEXT,
    responded_by TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "purchase_order_response" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "purchase_order_response" FORCE ROW LEVEL SECURITY;
CREATE POLICY purchase_order_response_tenancy ON "purchase_order_response"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX purchase_order_response_id ON purchase_order_response (id);
CREATE INDEX purchase_order_response_order ON purchase_order_response (order_id);
CREATE INDEX purchase_order_response_buyer ON purchase_order_response (buyer_id);
CREATE TABLE purchase_order_version (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "purchase_order_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "purchase_order_version" FORCE ROW LEVEL SECURITY;
CREATE POLICY purchase_order_version_tenancy ON "purchase_order_version"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX purchase_order_version_id ON purchase_order_version (id);
CREATE UNIQUE INDEX purchase_order_version_order ON purchase_order_version (order_id, number);
CREATE TABLE blanket_order (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    item_id BIGINT,
    description_text TEXT NOT NULL,
    specification TEXT,
    unit TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    unit_price BIGINT NOT NULL,
    tax_rate BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    payment_days BIGINT NOT NULL,
    over_rate BIGINT NOT NULL,
    under_rate BIGINT NOT NULL,
    date_days BIGINT NOT NULL,
    has_inspection INTEGER NOT NULL,
    terms TEXT,
    status TEXT NOT NULL,
    status_reason TEXT,
    called_off BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "blanket_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "blanket_order" FORCE ROW LEVEL SECURITY;
CREATE POLICY blanket_order_tenancy ON "blanket_order"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX blanket_order_id ON blanket_order (id);
CREATE UNIQUE INDEX blanket_order_number ON blanket_order (organisation_id, number);
CREATE INDEX blanket_order_supplier ON blanket_order (supplier_id);
CREATE INDEX blanket_order_by_valid_to ON blanket_order (organisation_id, valid_to, id);
CREATE TABLE supply_forecast (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    item_id BIGINT,
    description_text TEXT NOT NULL,
    unit TEXT NOT NULL,
    number BIGINT NOT NULL,
    is_latest INTEGER NOT NULL,
    weeks TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "supply_forecast" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "supply_forecast" FORCE ROW LEVEL SECURITY;
CREATE POLICY supply_forecast_tenancy ON "supply_forecast"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX supply_forecast_id ON supply_forecast (id);
CREATE UNIQUE INDEX supply_forecast_series ON supply_forecast (organisation_id, supplier_id, description_text, number);
CREATE INDEX supply_forecast_supplier ON supply_forecast (supplier_id);

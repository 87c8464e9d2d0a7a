-- Orders: needs, options, operation tasks, work reports, counter-offers.
CREATE TABLE sales_order (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    due_on BIGINT NOT NULL,
    site_id BIGINT NOT NULL,
    buyer_reference TEXT,
    note TEXT,
    deposit_rate BIGINT NOT NULL,
    retention_rate BIGINT NOT NULL,
    guarantee_days BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    quoted_until BIGINT,
    option_id BIGINT,
    price BIGINT NOT NULL,
    margin BIGINT NOT NULL,
    reserve BIGINT NOT NULL,
    promise_at BIGINT,
    escrow_id BIGINT,
    guarantee_until BIGINT,
    tasks_total BIGINT NOT NULL,
    tasks_started BIGINT NOT NULL,
    tasks_done BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    accepted_value BIGINT NOT NULL,
    settlement BIGINT NOT NULL,
    terminated_by_supplier INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "sales_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sales_order" FORCE ROW LEVEL SECURITY;
CREATE POLICY sales_order_tenancy ON "sales_order"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX sales_order_id ON sales_order (id);
CREATE UNIQUE INDEX sales_order_number ON sales_order (organisation_id, number);
CREATE INDEX sales_order_supplier ON sales_order (supplier_id, status);
CREATE INDEX sales_order_by_due_on ON sales_order (organisation_id, due_on, id);
CREATE TABLE order_option (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    routing_id BIGINT NOT NULL,
    price BIGINT NOT NULL,
    setup BIGINT NOT NULL,
    work BIGINT NOT NULL,
    material BIGINT NOT NULL,
    transport BIGINT NOT NULL,
    margin BIGINT NOT NULL,
    reserve BIGINT NOT NULL,
    finish_at BIGINT NOT NULL,
    promise_at BIGINT NOT NULL,
    risk_ppm BIGINT NOT NULL,
    reserved_until BIGINT NOT NULL,
    workshops BIGINT NOT NULL,
    cause TEXT,
    price_change BIGINT NOT NULL,
    cost_change BIGINT NOT NULL,
    promise_before BIGINT,
    needs_buyer INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    lots TEXT NOT NULL,
    moves TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "order_option" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "order_option" FORCE ROW LEVEL SECURITY;
CREATE POLICY order_option_tenancy ON "order_option"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX order_option_id ON order_option (id);
CREATE INDEX order_option_order ON order_option (organisation_id, order_id);
CREATE TABLE operation_task (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    workshop_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    operation_number BIGINT NOT NULL,
    operation_name TEXT NOT NULL,
    operation_name_en TEXT,
    process TEXT NOT NULL,
    instruction TEXT,
    has_inspection INTEGER NOT NULL,
    lot BIGINT NOT NULL,
    lot_number TEXT NOT NULL,
    site_id BIGINT NOT NULL,
    machine_id BIGINT NOT NULL,
    slot_id BIGINT,
    inputs TEXT NOT NULL,
    is_last INTEGER NOT NULL,
    has_material INTEGER NOT NULL,
    planned_in BIGINT NOT NULL,
    planned_out BIGINT NOT NULL,
    planned_start_at BIGINT NOT NULL,
    planned_end_at BIGINT NOT NULL,
    quantity_in BIGINT NOT NULL,
    good BIGINT NOT NULL,
    rework BIGINT NOT NULL,
    scrap BIGINT NOT NULL,
    handed_over BIGINT NOT NULL,
    price BIGINT NOT NULL,
    escrow_id BIGINT,
    paid BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    status TEXT NOT NULL,
    held_from TEXT,
    status_reason TEXT,
    offered_until BIGINT,
    started_at BIGINT,
    reported_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "operation_task" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "operation_task" FORCE ROW LEVEL SECURITY;
CREATE POLICY operation_task_tenancy ON "operation_task"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX operation_task_id ON operation_task (id);
CREATE INDEX operation_task_order ON operation_task (order_id);
CREATE INDEX operation_task_workshop ON operation_task (workshop_id, status);
CREATE INDEX operation_task_by_planned_start_at ON operation_task (organisation_id, planned_start_at, id);
CREATE INDEX operation_task_by_planned_end_at ON operation_task (organisation_id, planned_end_at, id);
CREATE TABLE work_report (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    good BIGINT NOT NULL,
    rework BIGINT NOT NULL,
    scrap BIGINT NOT NULL,
    from_rework INTEGER NOT NULL,
    is_final INTEGER NOT NULL,
    started_at BIGINT,
    ended_at BIGINT,
    note TEXT,
    reported_by TEXT NOT NULL,
    reverses_id BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "work_report" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "work_report" FORCE ROW LEVEL SECURITY;
CREATE POLICY work_report_tenancy ON "work_report"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX work_report_id ON work_report (id);
CREATE INDEX work_report_task ON work_report (task_id);
CREATE UNIQUE INDEX work_report_reversed ON work_report (organisation_id, reverses_id);
CREATE TABLE counter_offer (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    price BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    price_before BIGINT NOT NULL,
    ends_before BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "counter_offer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "counter_offer" FORCE ROW LEVEL SECURITY;
CREATE POLICY counter_offer_tenancy ON "counter_offer"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX counter_offer_id ON counter_offer (id);
CREATE INDEX counter_offer_task ON counter_offer (task_id);
CREATE INDEX counter_offer_customer ON counter_offer (customer_id, status);

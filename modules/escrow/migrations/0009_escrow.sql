-- Escrows, their notes and disputes.
CREATE TABLE escrow (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    parent_id BIGINT,
    total BIGINT NOT NULL,
    deposit BIGINT NOT NULL,
    retention_rate BIGINT NOT NULL,
    commission_rate BIGINT NOT NULL,
    margin BIGINT NOT NULL,
    reserve BIGINT NOT NULL,
    due_on BIGINT,
    retention_until BIGINT,
    status TEXT NOT NULL,
    held_until BIGINT,
    accepted BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    frozen BIGINT NOT NULL,
    retained BIGINT NOT NULL,
    retention_paid BIGINT NOT NULL,
    commission BIGINT NOT NULL,
    penalty BIGINT NOT NULL,
    bonus BIGINT NOT NULL,
    sub_funded BIGINT NOT NULL,
    sub_recovered BIGINT NOT NULL,
    escrow_account_id BIGINT,
    deposit_account_id BIGINT,
    retention_account_id BIGINT,
    hold_id BIGINT,
    deposit_hold_id BIGINT,
    freeze_hold_id BIGINT,
    deposit_freeze_hold_id BIGINT,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX escrow_id ON escrow (id);
CREATE INDEX escrow_supplier ON escrow (supplier_id);
CREATE INDEX escrow_parent ON escrow (parent_id);
-- only: sqlite
CREATE INDEX escrow_by_due_on ON escrow (organisation_id, due_on, id);
-- only: postgresql
CREATE INDEX escrow_by_due_on ON escrow (organisation_id, due_on NULLS FIRST, id);
-- only: both
CREATE TABLE escrow_note (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    escrow_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX escrow_note_id ON escrow_note (id);
CREATE INDEX escrow_note_escrow ON escrow_note (escrow_id);
CREATE TABLE escrow_dispute (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    escrow_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    opened_by_supplier INTEGER NOT NULL,
    status TEXT NOT NULL,
    to_supplier BIGINT,
    to_buyer BIGINT,
    decision TEXT,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX escrow_dispute_id ON escrow_dispute (id);
CREATE INDEX escrow_dispute_escrow ON escrow_dispute (escrow_id);
-- only: postgresql
ALTER TABLE "escrow" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "escrow" FORCE ROW LEVEL SECURITY;
CREATE POLICY escrow_tenancy ON "escrow"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "escrow_note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "escrow_note" FORCE ROW LEVEL SECURITY;
CREATE POLICY escrow_note_tenancy ON "escrow_note"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "escrow_dispute" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "escrow_dispute" FORCE ROW LEVEL SECURITY;
CREATE POLICY escrow_dispute_tenancy ON "escrow_dispute"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');

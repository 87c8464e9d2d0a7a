-- Payments through the partner, and their reconciliation.
CREATE TABLE payment (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    bank_account TEXT NOT NULL,
    original_id BIGINT,
    parts TEXT NOT NULL,
    memo TEXT NOT NULL,
    status TEXT NOT NULL,
    reference TEXT NOT NULL,
    status_reason TEXT,
    valid_until BIGINT NOT NULL,
    settled_at BIGINT,
    queries BIGINT NOT NULL,
    hold_ids TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX payment_id ON payment (id);
CREATE INDEX payment_settled ON payment (settled_at);
-- only: sqlite
CREATE INDEX payment_by_settled_at ON payment (organisation_id, settled_at, id);
-- only: postgresql
CREATE INDEX payment_by_settled_at ON payment (organisation_id, settled_at NULLS FIRST, id);
-- only: both
CREATE TABLE reconciliation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    day BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    matched BIGINT NOT NULL,
    differences BIGINT NOT NULL,
    closing_there BIGINT NOT NULL,
    closing_here BIGINT NOT NULL,
    runs BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX reconciliation_id ON reconciliation (id);
CREATE UNIQUE INDEX reconciliation_day ON reconciliation (organisation_id, day);
CREATE INDEX reconciliation_by_day ON reconciliation (organisation_id, day, id);
CREATE TABLE payment_difference (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    day BIGINT NOT NULL,
    payment_id BIGINT,
    reference TEXT NOT NULL,
    amount_here BIGINT,
    amount_there BIGINT,
    status TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX payment_difference_id ON payment_difference (id);
CREATE INDEX payment_difference_by_day ON payment_difference (organisation_id, day, id);
-- only: postgresql
ALTER TABLE "payment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment" FORCE ROW LEVEL SECURITY;
CREATE POLICY payment_tenancy ON "payment"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "reconciliation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reconciliation" FORCE ROW LEVEL SECURITY;
CREATE POLICY reconciliation_tenancy ON "reconciliation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "payment_difference" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "payment_difference" FORCE ROW LEVEL SECURITY;
CREATE POLICY payment_difference_tenancy ON "payment_difference"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');

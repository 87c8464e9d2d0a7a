-- Shipments and receipts.
CREATE TABLE shipment (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    label_code TEXT NOT NULL,
    receiver_id BIGINT NOT NULL,
    from_site_id BIGINT,
    to_site_id BIGINT,
    subject_kind TEXT,
    subject_id BIGINT,
    subject_organisation_id BIGINT,
    revision_id BIGINT,
    lots TEXT NOT NULL,
    lines TEXT NOT NULL,
    carrier TEXT,
    tracking_number TEXT,
    expected_at BIGINT,
    note TEXT,
    status TEXT NOT NULL,
    outcome TEXT,
    keeper_id BIGINT,
    dispatched_at BIGINT,
    dispatched_by TEXT,
    arrived_at BIGINT,
    signed_at BIGINT,
    signed_by TEXT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "shipment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shipment" FORCE ROW LEVEL SECURITY;
CREATE POLICY shipment_tenancy ON "shipment"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX shipment_id ON shipment (id);
CREATE INDEX shipment_receiver ON shipment (receiver_id);
CREATE INDEX shipment_subject ON shipment (subject_kind, subject_id);
-- only: sqlite
CREATE INDEX shipment_by_expected_at ON shipment (organisation_id, expected_at, id);
-- only: postgresql
CREATE INDEX shipment_by_expected_at ON shipment (organisation_id, expected_at NULLS FIRST, id);
-- only: both
CREATE TABLE receipt (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    shipment_id BIGINT NOT NULL,
    sender_id BIGINT NOT NULL,
    lines TEXT NOT NULL,
    over_delivery_accepted INTEGER NOT NULL,
    superseded_accepted INTEGER NOT NULL,
    note TEXT,
    status TEXT NOT NULL,
    outcome TEXT,
    deemed INTEGER NOT NULL,
    posted_at BIGINT,
    posted_by TEXT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "receipt" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "receipt" FORCE ROW LEVEL SECURITY;
CREATE POLICY receipt_tenancy ON "receipt"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX receipt_id ON receipt (id);
CREATE INDEX receipt_sender ON receipt (sender_id);
CREATE INDEX receipt_shipment ON receipt (shipment_id);

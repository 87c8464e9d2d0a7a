-- Returns.
CREATE TABLE goods_return (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    shipment_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    lot TEXT NOT NULL,
    goods TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    value BIGINT NOT NULL,
    wanted TEXT NOT NULL,
    reason TEXT NOT NULL,
    subject_kind TEXT,
    subject_id BIGINT,
    subject_organisation_id BIGINT,
    status TEXT NOT NULL,
    sent_at BIGINT,
    carrier TEXT,
    tracking_number TEXT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "goods_return" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "goods_return" FORCE ROW LEVEL SECURITY;
CREATE POLICY goods_return_tenancy ON "goods_return"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX goods_return_id ON goods_return (id);
CREATE INDEX goods_return_supplier ON goods_return (supplier_id);
CREATE INDEX goods_return_shipment ON goods_return (shipment_id, position);

-- Shares of device data with other organisations.
CREATE TABLE device_share (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    partner_id BIGINT NOT NULL,
    devices TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    history_from BIGINT,
    note TEXT,
    revoked_at BIGINT,
    revoked_by TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "device_share" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "device_share" FORCE ROW LEVEL SECURITY;
CREATE POLICY device_share_tenancy ON "device_share"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX device_share_id ON device_share (id);
CREATE INDEX device_share_partner ON device_share (partner_id);
CREATE INDEX device_share_by_title ON device_share (organisation_id, title, id);
CREATE INDEX device_share_by_from_at ON device_share (organisation_id, from_at, id);
CREATE INDEX device_share_by_until_at ON device_share (organisation_id, until_at, id);

-- Firmware, what devices run, campaigns and the devices in them.
CREATE TABLE firmware (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    firmware_version TEXT NOT NULL,
    profile TEXT NOT NULL,
    file_id BIGINT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "firmware" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "firmware" FORCE ROW LEVEL SECURITY;
CREATE POLICY firmware_tenancy ON "firmware"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX firmware_id ON firmware (id);
CREATE UNIQUE INDEX firmware_by_version ON firmware (organisation_id, title, firmware_version);
CREATE TABLE device_firmware (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    firmware_version TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "device_firmware" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "device_firmware" FORCE ROW LEVEL SECURITY;
CREATE POLICY device_firmware_tenancy ON "device_firmware"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX device_firmware_id ON device_firmware (id);
CREATE UNIQUE INDEX device_firmware_device ON device_firmware (organisation_id, device_id);
CREATE TABLE firmware_campaign (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    firmware_id BIGINT NOT NULL,
    note TEXT NOT NULL,
    device_ids TEXT NOT NULL,
    stages TEXT NOT NULL,
    failures_max BIGINT NOT NULL,
    attempts_max BIGINT NOT NULL,
    silence_s BIGINT NOT NULL,
    status TEXT NOT NULL,
    stage BIGINT NOT NULL,
    proposed_by TEXT,
    proposed_by_id BIGINT,
    proposed_at BIGINT,
    approved_by TEXT,
    approved_at BIGINT,
    status_reason TEXT,
    started_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "firmware_campaign" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "firmware_campaign" FORCE ROW LEVEL SECURITY;
CREATE POLICY firmware_campaign_tenancy ON "firmware_campaign"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX firmware_campaign_id ON firmware_campaign (id);
CREATE TABLE firmware_update (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    firmware_id BIGINT NOT NULL,
    stage BIGINT NOT NULL,
    is_return INTEGER NOT NULL,
    before_title TEXT,
    before_version TEXT,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    received_bytes BIGINT NOT NULL,
    offered_at BIGINT,
    answer_by BIGINT,
    ended_at BIGINT,
    failure TEXT,
    failure_text TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "firmware_update" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "firmware_update" FORCE ROW LEVEL SECURITY;
CREATE POLICY firmware_update_tenancy ON "firmware_update"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX firmware_update_id ON firmware_update (id);
CREATE INDEX firmware_update_by_campaign ON firmware_update (organisation_id, campaign_id, id);
CREATE INDEX firmware_update_by_device ON firmware_update (organisation_id, device_id, offered_at);

-- Gateways: versions of their configuration, what they last told of themselves, values to be written.
CREATE TABLE gateway_configuration (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "gateway_configuration" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "gateway_configuration" FORCE ROW LEVEL SECURITY;
CREATE POLICY gateway_configuration_tenancy ON "gateway_configuration"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX gateway_configuration_id ON gateway_configuration (id);
CREATE UNIQUE INDEX gateway_configuration_number ON gateway_configuration (organisation_id, device_id, number);
CREATE TABLE gateway_state (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    running BIGINT NOT NULL,
    is_local INTEGER NOT NULL,
    refused BIGINT,
    refusal TEXT NOT NULL,
    queue_bytes BIGINT NOT NULL,
    queue_dropped BIGINT NOT NULL,
    queue_damaged BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    resident_bytes BIGINT NOT NULL,
    connections TEXT NOT NULL,
    journal TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "gateway_state" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "gateway_state" FORCE ROW LEVEL SECURITY;
CREATE POLICY gateway_state_tenancy ON "gateway_state"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX gateway_state_id ON gateway_state (id);
CREATE UNIQUE INDEX gateway_state_device ON gateway_state (organisation_id, device_id);
CREATE TABLE gateway_command (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    device TEXT NOT NULL,
    point TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    sent_at BIGINT,
    read_back DOUBLE PRECISION,
    failure TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "gateway_command" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "gateway_command" FORCE ROW LEVEL SECURITY;
CREATE POLICY gateway_command_tenancy ON "gateway_command"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX gateway_command_id ON gateway_command (id);

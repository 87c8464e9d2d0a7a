-- Devices: what reports to us, and by which token.
CREATE TABLE device (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    machine_id BIGINT,
    line TEXT,
    profile TEXT NOT NULL,
    is_gateway INTEGER NOT NULL,
    gateway_id BIGINT,
    is_active INTEGER NOT NULL,
    ideal_cycle_ms BIGINT,
    shared_attributes TEXT NOT NULL,
    client_attributes TEXT NOT NULL,
    token_hint TEXT NOT NULL,
    token_hash TEXT,
    token_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "device" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "device" FORCE ROW LEVEL SECURITY;
CREATE POLICY device_tenancy ON "device"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX device_id ON device (id);
CREATE UNIQUE INDEX device_name ON device (organisation_id, name);
CREATE UNIQUE INDEX device_token_hint ON device (token_hint);
CREATE INDEX device_by_name ON device (organisation_id, name, id);

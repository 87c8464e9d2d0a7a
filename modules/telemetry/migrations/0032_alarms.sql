-- Alarm rules and alarms.
CREATE TABLE alarm_rule (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    device_id BIGINT,
    profile TEXT,
    point TEXT NOT NULL,
    kind TEXT NOT NULL,
    threshold DOUBLE PRECISION,
    deadband DOUBLE PRECISION NOT NULL,
    state TEXT,
    silence_s BIGINT,
    on_delay_s BIGINT NOT NULL,
    off_delay_s BIGINT NOT NULL,
    severity TEXT NOT NULL,
    escalate_after_s BIGINT,
    is_enabled INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "alarm_rule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "alarm_rule" FORCE ROW LEVEL SECURITY;
CREATE POLICY alarm_rule_tenancy ON "alarm_rule"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX alarm_rule_id ON alarm_rule (id);
CREATE INDEX alarm_rule_by_name ON alarm_rule (organisation_id, name, id);
CREATE TABLE alarm (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rule_id BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    point TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    value DOUBLE PRECISION,
    cleared_at BIGINT,
    escalate_at BIGINT,
    status_reason TEXT,
    open_key TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "alarm" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "alarm" FORCE ROW LEVEL SECURITY;
CREATE POLICY alarm_tenancy ON "alarm"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX alarm_id ON alarm (id);
CREATE UNIQUE INDEX alarm_open_key ON alarm (organisation_id, open_key);
CREATE INDEX alarm_by_raised_at ON alarm (organisation_id, raised_at, id);

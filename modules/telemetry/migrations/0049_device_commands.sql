-- Commands to devices, and the rules that send them.
CREATE TABLE device_command (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    method TEXT NOT NULL,
    parameters TEXT NOT NULL,
    is_two_way INTEGER NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    origin TEXT NOT NULL,
    requested_by TEXT,
    rule_id BIGINT,
    alarm_id BIGINT,
    sent_at BIGINT,
    delivered_at BIGINT,
    answer_by BIGINT,
    answered_at BIGINT,
    response TEXT NOT NULL,
    failure TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "device_command" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "device_command" FORCE ROW LEVEL SECURITY;
CREATE POLICY device_command_tenancy ON "device_command"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX device_command_id ON device_command (id);
CREATE UNIQUE INDEX device_command_number ON device_command (organisation_id, device_id, number);
CREATE INDEX device_command_status ON device_command (organisation_id, status);
CREATE INDEX device_command_by_number ON device_command (organisation_id, number, id);
ALTER TABLE alarm_rule ADD COLUMN raise_command TEXT;
ALTER TABLE alarm_rule ADD COLUMN raise_parameters TEXT NOT NULL DEFAULT '{}';
ALTER TABLE alarm_rule ADD COLUMN clear_command TEXT;
ALTER TABLE alarm_rule ADD COLUMN clear_parameters TEXT NOT NULL DEFAULT '{}';
ALTER TABLE alarm_rule ADD COLUMN command_expires_in_s BIGINT;
ALTER TABLE alarm_rule ADD COLUMN command_pause_s BIGINT;

-- Versions of the parameters of machines.
CREATE TABLE parameter_set (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    note TEXT NOT NULL,
    content TEXT NOT NULL,
    status TEXT NOT NULL,
    returns_to BIGINT,
    proposed_by TEXT,
    proposed_by_id BIGINT,
    proposed_at BIGINT,
    approved_by TEXT,
    approved_at BIGINT,
    status_reason TEXT,
    sent_by TEXT,
    sent_at BIGINT,
    answer_by BIGINT,
    read_back TEXT NOT NULL,
    applied_at BIGINT,
    failure TEXT,
    command_ids TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "parameter_set" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "parameter_set" FORCE ROW LEVEL SECURITY;
CREATE POLICY parameter_set_tenancy ON "parameter_set"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX parameter_set_id ON parameter_set (id);
CREATE UNIQUE INDEX parameter_set_number ON parameter_set (organisation_id, device_id, number);

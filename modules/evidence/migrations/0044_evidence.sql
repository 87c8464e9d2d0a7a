-- Evidence: what machines told of reported work, and the rule by which it is judged.
CREATE TABLE evidence_rule (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number BIGINT NOT NULL,
    cycles_missing_ppm_max BIGINT NOT NULL,
    running_ppm_min BIGINT NOT NULL,
    busy_ppm_min BIGINT NOT NULL,
    faster_ppm_max BIGINT NOT NULL,
    told_ppm_min BIGINT NOT NULL,
    power_w_min BIGINT NOT NULL,
    late_hours BIGINT NOT NULL,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "evidence_rule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "evidence_rule" FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_rule_tenancy ON "evidence_rule"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX evidence_rule_id ON evidence_rule (id);
CREATE UNIQUE INDEX evidence_rule_number ON evidence_rule (organisation_id, number);
CREATE INDEX evidence_rule_by_number ON evidence_rule (organisation_id, number, id);
CREATE TABLE work_evidence (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    report_id BIGINT NOT NULL,
    task_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    machine_id BIGINT NOT NULL,
    device_id BIGINT,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    cycles DOUBLE PRECISION,
    running_s DOUBLE PRECISION,
    known_s DOUBLE PRECISION,
    power_kw DOUBLE PRECISION,
    energy_kwh DOUBLE PRECISION,
    verdict TEXT NOT NULL,
    reasons TEXT NOT NULL,
    rule_number BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    is_reversed INTEGER NOT NULL,
    is_flagged INTEGER NOT NULL,
    reviewed_at BIGINT,
    reviewed_by TEXT,
    review_note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "work_evidence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "work_evidence" FORCE ROW LEVEL SECURITY;
CREATE POLICY work_evidence_tenancy ON "work_evidence"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX work_evidence_id ON work_evidence (id);
CREATE UNIQUE INDEX work_evidence_report ON work_evidence (report_id);
CREATE INDEX work_evidence_task ON work_evidence (task_id);
CREATE INDEX work_evidence_order ON work_evidence (order_id);
CREATE INDEX work_evidence_flag ON work_evidence (customer_id, is_flagged);
CREATE INDEX work_evidence_settling ON work_evidence (organisation_id, settled_at);
CREATE INDEX work_evidence_by_ended_at ON work_evidence (organisation_id, ended_at, id);

-- Inspections, concessions and sampling records.
CREATE TABLE inspection (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    subject_kind TEXT,
    subject_id BIGINT,
    subject_organisation_id BIGINT,
    goods TEXT NOT NULL,
    lot TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    is_resubmitted INTEGER NOT NULL,
    level TEXT NOT NULL,
    aql TEXT NOT NULL,
    severity TEXT NOT NULL,
    code_letter TEXT NOT NULL,
    sample_size BIGINT NOT NULL,
    accept_number BIGINT NOT NULL,
    reject_number BIGINT NOT NULL,
    decide_by BIGINT,
    inspected BIGINT,
    nonconforming BIGINT,
    defects TEXT NOT NULL,
    photos TEXT NOT NULL,
    note TEXT,
    status TEXT NOT NULL,
    accepted_quantity BIGINT NOT NULL,
    rejected_quantity BIGINT NOT NULL,
    price_cut BIGINT,
    decided_at BIGINT,
    decided_by TEXT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "inspection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "inspection" FORCE ROW LEVEL SECURITY;
CREATE POLICY inspection_tenancy ON "inspection"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX inspection_id ON inspection (id);
CREATE INDEX inspection_supplier ON inspection (supplier_id);
CREATE INDEX inspection_subject ON inspection (subject_kind, subject_id);
-- only: sqlite
CREATE INDEX inspection_by_decide_by ON inspection (organisation_id, decide_by, id);
-- only: postgresql
CREATE INDEX inspection_by_decide_by ON inspection (organisation_id, decide_by NULLS FIRST, id);
-- only: both
CREATE TABLE concession (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    inspection_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    price_cut BIGINT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "concession" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "concession" FORCE ROW LEVEL SECURITY;
CREATE POLICY concession_tenancy ON "concession"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX concession_id ON concession (id);
CREATE INDEX concession_party ON concession (party_id);
CREATE INDEX concession_inspection ON concession (inspection_id);
CREATE TABLE sampling_record (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    goods TEXT NOT NULL,
    severity TEXT NOT NULL,
    may_reduce INTEGER NOT NULL,
    score BIGINT NOT NULL,
    lots BIGINT NOT NULL,
    recent BIGINT NOT NULL,
    accepted_in_row BIGINT NOT NULL,
    rejections BIGINT NOT NULL,
    is_discontinued INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "sampling_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sampling_record" FORCE ROW LEVEL SECURITY;
CREATE POLICY sampling_record_tenancy ON "sampling_record"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX sampling_record_id ON sampling_record (id);
CREATE UNIQUE INDEX sampling_record_series ON sampling_record (organisation_id, supplier_id, goods);

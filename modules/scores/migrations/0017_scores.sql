-- Scores and what they are made of.
CREATE TABLE score (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    total_ppm BIGINT NOT NULL,
    on_time_ppm BIGINT NOT NULL,
    quality_ppm BIGINT NOT NULL,
    response_ppm BIGINT NOT NULL,
    dispute_ppm BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    computed_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "score" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "score" FORCE ROW LEVEL SECURITY;
CREATE POLICY score_tenancy ON "score"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX score_id ON score (id);
CREATE INDEX score_by_total_ppm ON score (organisation_id, total_ppm, id);
CREATE INDEX score_by_on_time_ppm ON score (organisation_id, on_time_ppm, id);
CREATE INDEX score_by_quality_ppm ON score (organisation_id, quality_ppm, id);
CREATE TABLE score_entry (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    criterion TEXT NOT NULL,
    value_ppm BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    what TEXT NOT NULL,
    counterparty_id BIGINT,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "score_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "score_entry" FORCE ROW LEVEL SECURITY;
CREATE POLICY score_entry_tenancy ON "score_entry"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX score_entry_id ON score_entry (id);
CREATE UNIQUE INDEX score_entry_subject ON score_entry (organisation_id, subject_kind, subject_id, criterion);
CREATE INDEX score_entry_by_occurred_at ON score_entry (organisation_id, occurred_at, id);

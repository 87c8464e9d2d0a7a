-- Documents that came from other programs.
CREATE TABLE received_document (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    sender TEXT NOT NULL,
    digest TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    subject_number TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "received_document" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "received_document" FORCE ROW LEVEL SECURITY;
CREATE POLICY received_document_tenancy ON "received_document"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX received_document_id ON received_document (id);
CREATE UNIQUE INDEX received_document_number ON received_document (organisation_id, kind, sender, number);

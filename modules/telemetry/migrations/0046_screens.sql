-- Big screens.
CREATE TABLE screen (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    panels TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "screen" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "screen" FORCE ROW LEVEL SECURITY;
CREATE POLICY screen_tenancy ON "screen"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX screen_id ON screen (id);
CREATE UNIQUE INDEX screen_name ON screen (organisation_id, name);
CREATE INDEX screen_by_name ON screen (organisation_id, name, id);

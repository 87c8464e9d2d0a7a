-- Points that are calculated from others.
CREATE TABLE derived_point (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    device_id BIGINT,
    profile TEXT,
    expression TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "derived_point" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "derived_point" FORCE ROW LEVEL SECURITY;
CREATE POLICY derived_point_tenancy ON "derived_point"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX derived_point_id ON derived_point (id);
CREATE INDEX derived_point_by_name ON derived_point (organisation_id, name, id);

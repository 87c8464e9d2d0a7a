-- Circles and who is in them.
CREATE TABLE circle (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "circle" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "circle" FORCE ROW LEVEL SECURITY;
CREATE POLICY circle_tenancy ON "circle"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX circle_id ON circle (id);
CREATE UNIQUE INDEX circle_name ON circle (organisation_id, name);
CREATE INDEX circle_by_name ON circle (organisation_id, name, id);
CREATE TABLE circle_member (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    circle_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    circle_name TEXT NOT NULL,
    company_name TEXT,
    company_code TEXT,
    email TEXT,
    status TEXT NOT NULL,
    status_reason TEXT,
    joined_at BIGINT,
    token_hash TEXT,
    expires_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "circle_member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "circle_member" FORCE ROW LEVEL SECURITY;
CREATE POLICY circle_member_tenancy ON "circle_member"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX circle_member_id ON circle_member (id);
CREATE INDEX circle_member_circle ON circle_member (organisation_id, circle_id, status);
CREATE INDEX circle_member_member ON circle_member (member_id, status);
CREATE UNIQUE INDEX circle_member_token ON circle_member (token_hash);

-- Identity: organisations, accounts, members and roles, sessions, keys, resets, throttles.
CREATE TABLE organisation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    active INTEGER NOT NULL,
    demonstration INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organisation" FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_tenancy ON "organisation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX organisation_id ON organisation (id);
CREATE TABLE "user" (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    login TEXT NOT NULL,
    display_name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    active INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_pending_secret TEXT NOT NULL,
    totp_last_step BIGINT NOT NULL,
    recovery_code_hashes TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "user" FORCE ROW LEVEL SECURITY;
CREATE POLICY user_tenancy ON "user"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX user_id ON "user" (id);
CREATE UNIQUE INDEX user_login ON "user" (login);
CREATE TABLE member (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    login TEXT NOT NULL,
    display_name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "member" FORCE ROW LEVEL SECURITY;
CREATE POLICY member_tenancy ON "member"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX member_id ON member (id);
CREATE UNIQUE INDEX member_user ON member (organisation_id, user_id);
CREATE INDEX member_user_everywhere ON member (user_id);
CREATE INDEX member_by_login ON member (organisation_id, login, id);
CREATE INDEX member_by_display_name ON member (organisation_id, display_name, id);
CREATE TABLE role_definition (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    built_in INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "role_definition" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "role_definition" FORCE ROW LEVEL SECURITY;
CREATE POLICY role_definition_tenancy ON "role_definition"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX role_definition_id ON role_definition (id);
CREATE UNIQUE INDEX role_definition_code ON role_definition (organisation_id, code);
CREATE TABLE user_session (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "user_session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "user_session" FORCE ROW LEVEL SECURITY;
CREATE POLICY user_session_tenancy ON "user_session"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX user_session_id ON user_session (id);
CREATE UNIQUE INDEX user_session_token ON user_session (token_hash);
CREATE INDEX user_session_user ON user_session (user_id);
CREATE TABLE api_key (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    permissions TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    created_by BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_key" FORCE ROW LEVEL SECURITY;
CREATE POLICY api_key_tenancy ON "api_key"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX api_key_id ON api_key (id);
CREATE UNIQUE INDEX api_key_key_hash ON api_key (key_hash);
CREATE INDEX api_key_by_name ON api_key (organisation_id, name, id);
CREATE INDEX api_key_by_expires_at ON api_key (organisation_id, expires_at, id);
CREATE TABLE password_reset (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "password_reset" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "password_reset" FORCE ROW LEVEL SECURITY;
CREATE POLICY password_reset_tenancy ON "password_reset"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX password_reset_id ON password_reset (id);
CREATE UNIQUE INDEX password_reset_token ON password_reset (token_hash);
CREATE TABLE throttle_entry (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    key_hash TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_attempt_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "throttle_entry" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "throttle_entry" FORCE ROW LEVEL SECURITY;
CREATE POLICY throttle_entry_tenancy ON "throttle_entry"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX throttle_entry_id ON "throttle_entry" (id);
CREATE UNIQUE INDEX throttle_entry_key ON "throttle_entry" (key_hash);
CREATE INDEX throttle_entry_time ON "throttle_entry" (last_attempt_at);
CREATE INDEX organisation_by_name ON organisation (organisation_id, name, id);

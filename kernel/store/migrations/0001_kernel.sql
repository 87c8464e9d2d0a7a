-- The tables of the store itself. Events, answers and files belong to an organisation; the search index and the jobs are
-- the platform's: rows are found through them, and read from their own tables.

CREATE TABLE event (
    organisation_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT NOT NULL,
    actor_name TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    data TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (organisation_id, sequence)
);
CREATE INDEX event_by_entity ON event (organisation_id, entity, entity_id, sequence);

CREATE TABLE event_head (
    organisation_id BIGINT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX event_head_by_changed_at ON event_head (changed_at);

CREATE TABLE subscriber (
    name TEXT NOT NULL PRIMARY KEY,
    lease_token TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);
CREATE TABLE subscriber_cursor (
    organisation_id BIGINT NOT NULL,
    subscriber TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, subscriber)
);

CREATE TABLE kept_answer (
    organisation_id BIGINT NOT NULL,
    actor TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, actor, idempotency_key)
);
CREATE INDEX kept_answer_at ON kept_answer (at);

CREATE TABLE job (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    data TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    lease_until BIGINT,
    lease_token TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX job_id ON job (id);
CREATE INDEX job_by_run_at ON job (organisation_id, run_at, id);
-- Only few jobs are open at a time: these indexes stay small.
CREATE UNIQUE INDEX job_waiting ON job (organisation_id, kind, key) WHERE status = 'waiting';
CREATE INDEX job_due ON job (run_at) WHERE status = 'waiting';
CREATE INDEX job_leased ON job (lease_until) WHERE status = 'running';

CREATE TABLE stored_file (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX stored_file_id ON stored_file (id);

-- The bytes in base64: the one form that both databases, the archive and every tool carry alike.
CREATE TABLE file_chunk (
    organisation_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (organisation_id, file_id, position)
);

-- The text as it was cut (kernel/store/search.h), for the full-text index of either database.
-- only: sqlite
CREATE TABLE search_entry (
    number INTEGER NOT NULL PRIMARY KEY,
    organisation_id BIGINT NOT NULL,
    entity TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    terms TEXT NOT NULL
);
CREATE UNIQUE INDEX search_entry_row ON search_entry (organisation_id, entity, row_id);
-- Every run of letters and digits is a term. No positions are kept, as nobody asks for phrases.
CREATE VIRTUAL TABLE search_index USING fts5 (terms, content = 'search_entry', content_rowid = 'number', tokenize = "ascii tokenchars '_'", detail = 'none', columnsize = 0);
-- only: postgresql
CREATE TABLE search_entry (
    number BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    entity TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    terms TEXT NOT NULL,
    vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED,
    PRIMARY KEY (organisation_id, entity, row_id)
);
CREATE INDEX search_entry_vector ON search_entry USING gin (vector);

ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "event" FORCE ROW LEVEL SECURITY;
CREATE POLICY event_tenancy ON "event"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "event_head" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "event_head" FORCE ROW LEVEL SECURITY;
CREATE POLICY event_head_tenancy ON "event_head"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "subscriber_cursor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "subscriber_cursor" FORCE ROW LEVEL SECURITY;
CREATE POLICY subscriber_cursor_tenancy ON "subscriber_cursor"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "kept_answer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "kept_answer" FORCE ROW LEVEL SECURITY;
CREATE POLICY kept_answer_tenancy ON "kept_answer"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "stored_file" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stored_file" FORCE ROW LEVEL SECURITY;
CREATE POLICY stored_file_tenancy ON "stored_file"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "file_chunk" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "file_chunk" FORCE ROW LEVEL SECURITY;
CREATE POLICY file_chunk_tenancy ON "file_chunk"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');

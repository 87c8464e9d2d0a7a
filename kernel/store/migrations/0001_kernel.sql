-- The kernel's own tables: events, jobs, kept answers, files, search, counters.
CREATE TABLE store_counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO store_counter (name, value) VALUES ('node', 0);

CREATE TABLE event_head (
    organisation_id BIGINT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX event_head_changed_at ON event_head (changed_at);
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
CREATE INDEX event_entity ON event (organisation_id, entity_id, sequence);
CREATE TABLE event_cursor (
    subscriber TEXT NOT NULL,
    organisation_id BIGINT NOT NULL,
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
CREATE INDEX job_due ON job (status, run_at);
CREATE INDEX job_kind_key ON job (kind, key);

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
CREATE TABLE file_chunk (
    organisation_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (organisation_id, file_id, position)
);

-- only: sqlite
CREATE VIRTUAL TABLE search_document USING fts5 (terms, tokenize="unicode61 remove_diacritics 0 tokenchars '_'", detail=full);
-- only: postgresql
CREATE TABLE search_document (
    organisation_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    terms TSVECTOR NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX search_document_terms ON search_document USING GIN (terms);
-- only: both

-- Measured values on PostgreSQL (ADR 0021): what has arrived, blocks of it, and which groups, columns and texts there are. On
-- SQLite they lie in files. Partitions of series_block are made when they are first needed.
-- only: postgresql
CREATE SEQUENCE series_arrival_sequence;
CREATE TABLE series_shelf (
    organisation_id BIGINT NOT NULL,
    raw_from BIGINT NOT NULL,
    minute_from BIGINT NOT NULL,
    hour_from BIGINT NOT NULL,
    day_from BIGINT NOT NULL,
    raw_bytes BIGINT NOT NULL,
    minute_bytes BIGINT NOT NULL,
    hour_bytes BIGINT NOT NULL,
    day_bytes BIGINT NOT NULL,
    partition_first BIGINT NOT NULL,
    partition_last BIGINT NOT NULL,
    is_full INTEGER NOT NULL,
    PRIMARY KEY (organisation_id)
);
CREATE TABLE series_catalogue (
    organisation_id BIGINT NOT NULL,
    group_count BIGINT NOT NULL,
    column_count BIGINT NOT NULL,
    text_count BIGINT NOT NULL,
    PRIMARY KEY (organisation_id)
);
CREATE TABLE series_group (
    organisation_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (organisation_id, number)
);
CREATE UNIQUE INDEX series_group_key ON series_group (organisation_id, key);
CREATE TABLE series_column (
    organisation_id BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    group_number BIGINT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL,
    is_counter INTEGER NOT NULL,
    rollover DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (organisation_id, ordinal)
);
CREATE UNIQUE INDEX series_column_number ON series_column (organisation_id, group_number, number);
CREATE UNIQUE INDEX series_column_name ON series_column (organisation_id, group_number, name);
CREATE TABLE series_text (
    organisation_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (organisation_id, number)
);
CREATE UNIQUE INDEX series_text_text ON series_text (organisation_id, text);
CREATE TABLE series_arrival (
    organisation_id BIGINT NOT NULL,
    group_number BIGINT NOT NULL,
    sequence BIGINT NOT NULL DEFAULT nextval('series_arrival_sequence'),
    row_count INTEGER NOT NULL,
    first_time BIGINT NOT NULL,
    last_time BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, group_number, sequence)
);
CREATE TABLE series_block (
    organisation_id BIGINT NOT NULL,
    level INTEGER NOT NULL,
    partition_number BIGINT NOT NULL,
    group_number BIGINT NOT NULL,
    first_time BIGINT NOT NULL,
    last_time BIGINT NOT NULL,
    row_count INTEGER NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, level, partition_number, group_number, first_time) INCLUDE (last_time)
) PARTITION BY RANGE (level, partition_number);
CREATE TABLE series_last (
    organisation_id BIGINT NOT NULL,
    group_number BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (organisation_id, group_number)
);
ALTER TABLE series_arrival ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE series_block ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE "series_shelf" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_shelf" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_shelf_tenancy ON "series_shelf"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_catalogue" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_catalogue" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_catalogue_tenancy ON "series_catalogue"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_group" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_group" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_group_tenancy ON "series_group"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_column" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_column" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_column_tenancy ON "series_column"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_text" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_text" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_text_tenancy ON "series_text"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_arrival" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_arrival" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_arrival_tenancy ON "series_arrival"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_block" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_block" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_block_tenancy ON "series_block"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "series_last" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "series_last" FORCE ROW LEVEL SECURITY;
CREATE POLICY series_last_tenancy ON "series_last"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');

-- Items: revisions with drawings, bills of materials and routings, and who has which revision.
CREATE TABLE item (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    item_group TEXT,
    material TEXT,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "item" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "item" FORCE ROW LEVEL SECURITY;
CREATE POLICY item_tenancy ON "item"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX item_id ON item (id);
CREATE UNIQUE INDEX item_number ON item (organisation_id, number);
CREATE INDEX item_by_number ON item (organisation_id, number, id);
CREATE INDEX item_by_name ON item (organisation_id, name, id);
CREATE TABLE revision (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    change_note TEXT,
    status TEXT NOT NULL,
    released_at BIGINT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "revision" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "revision" FORCE ROW LEVEL SECURITY;
CREATE POLICY revision_tenancy ON "revision"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX revision_id ON revision (id);
CREATE UNIQUE INDEX revision_code ON revision (organisation_id, item_id, code);
CREATE INDEX revision_by_code ON revision (organisation_id, code, id);
CREATE TABLE drawing (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    file_id BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "drawing" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "drawing" FORCE ROW LEVEL SECURITY;
CREATE POLICY drawing_tenancy ON "drawing"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX drawing_id ON drawing (id);
CREATE INDEX drawing_revision ON drawing (organisation_id, revision_id);
CREATE TABLE distribution (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    holder_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    acknowledged_at BIGINT,
    acknowledged_by TEXT,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "distribution" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "distribution" FORCE ROW LEVEL SECURITY;
CREATE POLICY distribution_tenancy ON "distribution"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX distribution_id ON distribution (id);
CREATE UNIQUE INDEX distribution_pair ON distribution (organisation_id, revision_id, holder_id);
CREATE INDEX distribution_holder ON distribution (holder_id);
CREATE TABLE bom_line (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    component_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    scrap_millionths BIGINT NOT NULL,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "bom_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bom_line" FORCE ROW LEVEL SECURITY;
CREATE POLICY bom_line_tenancy ON "bom_line"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX bom_line_id ON bom_line (id);
CREATE UNIQUE INDEX bom_line_position ON bom_line (organisation_id, revision_id, position);
CREATE INDEX bom_line_component ON bom_line (organisation_id, component_id);
CREATE INDEX bom_line_by_position ON bom_line (organisation_id, position, id);
CREATE TABLE routing (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    revision_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    is_primary INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "routing" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "routing" FORCE ROW LEVEL SECURITY;
CREATE POLICY routing_tenancy ON "routing"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX routing_id ON routing (id);
CREATE INDEX routing_revision ON routing (organisation_id, revision_id);
CREATE TABLE operation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    routing_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    process TEXT NOT NULL,
    predecessors TEXT NOT NULL,
    setup_s BIGINT NOT NULL,
    unit_time_ms BIGINT NOT NULL,
    yield_millionths BIGINT NOT NULL,
    transfer_batch BIGINT,
    has_inspection INTEGER NOT NULL,
    may_be_outsourced INTEGER NOT NULL,
    material TEXT,
    part_size_mm BIGINT,
    tolerance_um BIGINT,
    instruction TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "operation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "operation" FORCE ROW LEVEL SECURITY;
CREATE POLICY operation_tenancy ON "operation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX operation_id ON operation (id);
CREATE UNIQUE INDEX operation_number ON operation (organisation_id, routing_id, number);
CREATE INDEX operation_by_number ON operation (organisation_id, number, id);

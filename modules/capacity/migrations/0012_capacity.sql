-- Capacity: machines, working calendars, slots and rate cards.
CREATE TABLE working_calendar (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    shifts TEXT NOT NULL,
    breaks TEXT NOT NULL,
    special_days TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "working_calendar" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "working_calendar" FORCE ROW LEVEL SECURITY;
CREATE POLICY working_calendar_tenancy ON "working_calendar"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX working_calendar_id ON working_calendar (id);
CREATE TABLE machine (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    model TEXT,
    site_id BIGINT NOT NULL,
    processes TEXT NOT NULL,
    materials TEXT NOT NULL,
    part_size_mm_min BIGINT,
    part_size_mm_max BIGINT,
    tolerance_um BIGINT,
    calendar_id BIGINT,
    is_available INTEGER NOT NULL,
    built_in BIGINT,
    slot_changes BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "machine" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "machine" FORCE ROW LEVEL SECURITY;
CREATE POLICY machine_tenancy ON "machine"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX machine_id ON machine (id);
CREATE UNIQUE INDEX machine_number ON machine (organisation_id, number);
CREATE INDEX machine_by_number ON machine (organisation_id, number, id);
CREATE INDEX machine_by_name ON machine (organisation_id, name, id);
-- only: sqlite
CREATE INDEX machine_by_part_size_mm_max ON machine (organisation_id, part_size_mm_max, id);
-- only: postgresql
CREATE INDEX machine_by_part_size_mm_max ON machine (organisation_id, part_size_mm_max NULLS FIRST, id);
-- only: both
-- only: sqlite
CREATE INDEX machine_by_tolerance_um ON machine (organisation_id, tolerance_um, id);
-- only: postgresql
CREATE INDEX machine_by_tolerance_um ON machine (organisation_id, tolerance_um NULLS FIRST, id);
-- only: both
CREATE TABLE capacity_slot (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    machine_id BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    holder_id BIGINT,
    expires_at BIGINT,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "capacity_slot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "capacity_slot" FORCE ROW LEVEL SECURITY;
CREATE POLICY capacity_slot_tenancy ON "capacity_slot"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX capacity_slot_id ON capacity_slot (id);
CREATE INDEX capacity_slot_time ON capacity_slot (organisation_id, machine_id, starts_at);
CREATE INDEX capacity_slot_by_starts_at ON capacity_slot (organisation_id, starts_at, id);
CREATE TABLE rate_card (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    process TEXT NOT NULL,
    setup_price BIGINT NOT NULL,
    per_hour BIGINT NOT NULL,
    per_piece BIGINT NOT NULL,
    per_square_metre BIGINT NOT NULL,
    per_kilogram BIGINT NOT NULL,
    minimum_charge BIGINT NOT NULL,
    tiers TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "rate_card" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rate_card" FORCE ROW LEVEL SECURITY;
CREATE POLICY rate_card_tenancy ON "rate_card"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX rate_card_id ON rate_card (id);
CREATE INDEX rate_card_process ON rate_card (organisation_id, process, valid_from);
CREATE INDEX rate_card_by_valid_from ON rate_card (organisation_id, valid_from, id);
-- only: sqlite
CREATE INDEX rate_card_by_valid_until ON rate_card (organisation_id, valid_until, id);
-- only: postgresql
CREATE INDEX rate_card_by_valid_until ON rate_card (organisation_id, valid_until NULLS FIRST, id);
-- only: both

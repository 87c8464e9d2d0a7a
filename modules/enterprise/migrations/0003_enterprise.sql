-- The enterprise: profile, sites, contacts, capabilities, certificates.
CREATE TABLE enterprise (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    company_code TEXT,
    industry_code TEXT,
    region_code TEXT,
    address TEXT,
    longitude DOUBLE PRECISION,
    latitude DOUBLE PRECISION,
    founded_on BIGINT,
    employees BIGINT,
    registered_capital_fen BIGINT,
    phone TEXT,
    email TEXT,
    website TEXT,
    description TEXT,
    demonstration INTEGER NOT NULL,
    province_code TEXT,
    prefecture_code TEXT,
    industry_section TEXT,
    industry_division TEXT,
    industry_group TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "enterprise" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "enterprise" FORCE ROW LEVEL SECURITY;
CREATE POLICY enterprise_tenancy ON "enterprise"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX enterprise_id ON enterprise (id);
CREATE INDEX enterprise_company_code ON enterprise (company_code);
CREATE INDEX enterprise_directory ON enterprise (name, id);
CREATE INDEX enterprise_region ON enterprise (region_code);
CREATE INDEX enterprise_prefecture ON enterprise (prefecture_code);
CREATE INDEX enterprise_by_name ON enterprise (organisation_id, name, id);
-- only: sqlite
CREATE INDEX enterprise_by_founded_on ON enterprise (organisation_id, founded_on, id);
-- only: postgresql
CREATE INDEX enterprise_by_founded_on ON enterprise (organisation_id, founded_on NULLS FIRST, id);
-- only: both
-- only: sqlite
CREATE INDEX enterprise_by_employees ON enterprise (organisation_id, employees, id);
-- only: postgresql
CREATE INDEX enterprise_by_employees ON enterprise (organisation_id, employees NULLS FIRST, id);
-- only: both
CREATE TABLE site (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    region_code TEXT NOT NULL,
    address TEXT NOT NULL,
    longitude DOUBLE PRECISION,
    latitude DOUBLE PRECISION,
    area_m2 BIGINT,
    is_headquarters INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "site" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "site" FORCE ROW LEVEL SECURITY;
CREATE POLICY site_tenancy ON "site"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX site_id ON site (id);
CREATE INDEX site_by_name ON site (organisation_id, name, id);
-- only: sqlite
CREATE INDEX site_by_area_m2 ON site (organisation_id, area_m2, id);
-- only: postgresql
CREATE INDEX site_by_area_m2 ON site (organisation_id, area_m2 NULLS FIRST, id);
-- only: both
CREATE TABLE contact (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    title TEXT,
    phone TEXT,
    email TEXT,
    is_primary INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "contact" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact" FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_tenancy ON "contact"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX contact_id ON contact (id);
CREATE INDEX contact_by_name ON contact (organisation_id, name, id);
CREATE TABLE capability (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    process TEXT NOT NULL,
    material TEXT,
    part_size_mm_max BIGINT,
    tolerance_um BIGINT,
    monthly_capacity BIGINT,
    capacity_unit TEXT,
    lead_time_days BIGINT,
    description TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "capability" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "capability" FORCE ROW LEVEL SECURITY;
CREATE POLICY capability_tenancy ON "capability"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX capability_id ON capability (id);
-- only: sqlite
CREATE INDEX capability_by_part_size_mm_max ON capability (organisation_id, part_size_mm_max, id);
-- only: postgresql
CREATE INDEX capability_by_part_size_mm_max ON capability (organisation_id, part_size_mm_max NULLS FIRST, id);
-- only: both
-- only: sqlite
CREATE INDEX capability_by_tolerance_um ON capability (organisation_id, tolerance_um, id);
-- only: postgresql
CREATE INDEX capability_by_tolerance_um ON capability (organisation_id, tolerance_um NULLS FIRST, id);
-- only: both
-- only: sqlite
CREATE INDEX capability_by_lead_time_days ON capability (organisation_id, lead_time_days, id);
-- only: postgresql
CREATE INDEX capability_by_lead_time_days ON capability (organisation_id, lead_time_days NULLS FIRST, id);
-- only: both
CREATE TABLE certificate (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on BIGINT,
    expires_on BIGINT,
    file_id BIGINT,
    status TEXT NOT NULL,
    status_reason TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "certificate" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "certificate" FORCE ROW LEVEL SECURITY;
CREATE POLICY certificate_tenancy ON "certificate"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX certificate_id ON certificate (id);
CREATE INDEX certificate_status ON certificate (status);
-- only: sqlite
CREATE INDEX certificate_by_issued_on ON certificate (organisation_id, issued_on, id);
-- only: postgresql
CREATE INDEX certificate_by_issued_on ON certificate (organisation_id, issued_on NULLS FIRST, id);
-- only: both
-- only: sqlite
CREATE INDEX certificate_by_expires_on ON certificate (organisation_id, expires_on, id);
-- only: postgresql
CREATE INDEX certificate_by_expires_on ON certificate (organisation_id, expires_on NULLS FIRST, id);
-- only: both

-- Formulas of evaluation, evaluations of suppliers, appeals, exemptions from the line.
CREATE TABLE evaluation_formula (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number BIGINT NOT NULL,
    criteria TEXT NOT NULL,
    line_ppm BIGINT NOT NULL,
    records_min BIGINT NOT NULL,
    certificates TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "evaluation_formula" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "evaluation_formula" FORCE ROW LEVEL SECURITY;
CREATE POLICY evaluation_formula_tenancy ON "evaluation_formula"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX evaluation_formula_id ON evaluation_formula (id);
CREATE UNIQUE INDEX evaluation_formula_number ON evaluation_formula (organisation_id, number);
CREATE INDEX evaluation_formula_by_number ON evaluation_formula (organisation_id, number, id);
CREATE TABLE evaluation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    formula_id BIGINT NOT NULL,
    formula_number BIGINT NOT NULL,
    starts_on BIGINT NOT NULL,
    ends_on BIGINT NOT NULL,
    results TEXT NOT NULL,
    records BIGINT NOT NULL,
    total_ppm BIGINT,
    line_ppm BIGINT NOT NULL,
    records_min BIGINT NOT NULL,
    is_below_line INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    published_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "evaluation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "evaluation" FORCE ROW LEVEL SECURITY;
CREATE POLICY evaluation_tenancy ON "evaluation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX evaluation_id ON evaluation (id);
CREATE INDEX evaluation_period ON evaluation (organisation_id, supplier_id, starts_on, ends_on);
CREATE INDEX evaluation_supplier ON evaluation (supplier_id, status);
CREATE INDEX evaluation_by_ends_on ON evaluation (organisation_id, ends_on, id);
CREATE TABLE evaluation_appeal (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    evaluation_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    grounds TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    total_before_ppm BIGINT,
    total_after_ppm BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "evaluation_appeal" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "evaluation_appeal" FORCE ROW LEVEL SECURITY;
CREATE POLICY evaluation_appeal_tenancy ON "evaluation_appeal"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX evaluation_appeal_id ON evaluation_appeal (id);
CREATE UNIQUE INDEX evaluation_appeal_evaluation ON evaluation_appeal (evaluation_id);
CREATE INDEX evaluation_appeal_buyer ON evaluation_appeal (buyer_id, status);
CREATE TABLE supplier_exemption (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    valid_until BIGINT NOT NULL,
    granted_by TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "supplier_exemption" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "supplier_exemption" FORCE ROW LEVEL SECURITY;
CREATE POLICY supplier_exemption_tenancy ON "supplier_exemption"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX supplier_exemption_id ON supplier_exemption (id);
CREATE INDEX supplier_exemption_supplier ON supplier_exemption (organisation_id, supplier_id, valid_until);
CREATE INDEX supplier_exemption_by_valid_until ON supplier_exemption (organisation_id, valid_until, id);

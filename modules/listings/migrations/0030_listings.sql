-- Listings: supply and demand, negotiations and what stands in them.
CREATE TABLE listing (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    goods_kind TEXT,
    goods TEXT,
    grade TEXT,
    specification TEXT,
    quantity BIGINT,
    unit TEXT,
    unit_price BIGINT,
    region_code TEXT NOT NULL,
    province_code TEXT,
    deliver_on BIGINT,
    valid_until BIGINT NOT NULL,
    audience TEXT NOT NULL,
    circle TEXT NOT NULL,
    photos TEXT NOT NULL,
    agreed BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    demonstration INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "listing" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "listing" FORCE ROW LEVEL SECURITY;
CREATE POLICY listing_tenancy ON "listing"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX listing_id ON listing (id);
CREATE INDEX listing_kind ON listing (status, side, kind, goods_kind);
CREATE INDEX listing_audience ON listing (audience, status);
CREATE INDEX listing_by_valid_until ON listing (organisation_id, valid_until, id);
CREATE TABLE negotiation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    partner_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    own_listing_id BIGINT,
    side TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT,
    quantity BIGINT,
    unit_price BIGINT NOT NULL,
    value BIGINT,
    deliver_on BIGINT,
    terms TEXT,
    messages BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    agreed_at BIGINT,
    demonstration INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "negotiation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "negotiation" FORCE ROW LEVEL SECURITY;
CREATE POLICY negotiation_tenancy ON "negotiation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX negotiation_id ON negotiation (id);
CREATE INDEX negotiation_partner ON negotiation (partner_id);
CREATE INDEX negotiation_listing ON negotiation (listing_id);
CREATE TABLE negotiation_message (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    negotiation_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    by_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    quantity BIGINT,
    unit_price BIGINT,
    deliver_on BIGINT,
    text TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "negotiation_message" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "negotiation_message" FORCE ROW LEVEL SECURITY;
CREATE POLICY negotiation_message_tenancy ON "negotiation_message"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX negotiation_message_id ON negotiation_message (id);
CREATE INDEX negotiation_message_place ON negotiation_message (negotiation_id, position);

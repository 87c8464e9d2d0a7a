-- Sourcing: RFQs, bids and their seals, awards, auctions, invitations.
CREATE TABLE rfx (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    format TEXT NOT NULL,
    audience TEXT NOT NULL,
    award_by TEXT NOT NULL,
    lines TEXT NOT NULL,
    criteria TEXT NOT NULL,
    terms TEXT,
    ceiling BIGINT,
    closes_at BIGINT NOT NULL,
    opening_hours BIGINT NOT NULL,
    standstill_days BIGINT NOT NULL,
    auction_at BIGINT,
    start_price BIGINT,
    limit_price BIGINT,
    price_step BIGINT,
    length_minutes BIGINT,
    step_seconds BIGINT,
    extension_seconds BIGINT,
    pause_seconds BIGINT,
    turn_seconds BIGINT,
    status TEXT NOT NULL,
    status_reason TEXT,
    terms_version BIGINT NOT NULL,
    published_at BIGINT,
    closed_at BIGINT,
    opening_until BIGINT,
    opened_at BIGINT,
    standstill_until BIGINT,
    bids BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "rfx" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rfx" FORCE ROW LEVEL SECURITY;
CREATE POLICY rfx_tenancy ON "rfx"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX rfx_id ON rfx (id);
CREATE UNIQUE INDEX rfx_number ON rfx (organisation_id, number);
CREATE INDEX rfx_audience ON rfx (audience, status);
CREATE INDEX rfx_by_closes_at ON rfx (organisation_id, closes_at, id);
CREATE TABLE bid (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rfx_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    invitation_id BIGINT,
    bidder TEXT NOT NULL,
    bidder_name TEXT NOT NULL,
    title TEXT NOT NULL,
    alias BIGINT NOT NULL,
    terms_version BIGINT NOT NULL,
    commitment TEXT,
    submitted_at BIGINT,
    submission BIGINT NOT NULL,
    is_revealed INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    lapse_reason TEXT,
    offers TEXT NOT NULL,
    answers TEXT NOT NULL,
    amount BIGINT,
    adjusted BIGINT,
    note TEXT,
    opened_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "bid" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bid" FORCE ROW LEVEL SECURITY;
CREATE POLICY bid_tenancy ON "bid"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX bid_id ON bid (id);
CREATE UNIQUE INDEX bid_bidder ON bid (rfx_id, bidder);
CREATE INDEX bid_buyer ON bid (buyer_id, rfx_id);
CREATE TABLE bid_seal (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    bid_id BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    digest TEXT NOT NULL,
    sealed TEXT NOT NULL,
    key TEXT,
    document TEXT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "bid_seal" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bid_seal" FORCE ROW LEVEL SECURITY;
CREATE POLICY bid_seal_tenancy ON "bid_seal"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX bid_seal_id ON bid_seal (id);
CREATE UNIQUE INDEX bid_seal_bid ON bid_seal (bid_id);
CREATE TABLE award (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rfx_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    bid_id BIGINT NOT NULL,
    bidder_id BIGINT NOT NULL,
    bidder_name TEXT NOT NULL,
    price BIGINT NOT NULL,
    adjusted BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    is_winner INTEGER NOT NULL,
    reason TEXT NOT NULL,
    gap BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "award" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "award" FORCE ROW LEVEL SECURITY;
CREATE POLICY award_tenancy ON "award"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX award_id ON award (id);
CREATE UNIQUE INDEX award_rfx ON award (organisation_id, rfx_id, position, bid_id);
CREATE TABLE auction (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rfx_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    format TEXT NOT NULL,
    status TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    began_at BIGINT,
    ends_at BIGINT,
    closed_at BIGINT,
    round BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    mover BIGINT NOT NULL,
    sequence TEXT NOT NULL,
    price BIGINT NOT NULL,
    previous BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    first_submission BIGINT NOT NULL,
    offers BIGINT NOT NULL,
    moves BIGINT NOT NULL,
    best BIGINT,
    best_alias BIGINT NOT NULL,
    last_alias BIGINT NOT NULL,
    last_amount BIGINT NOT NULL,
    last_adjusted BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "auction" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "auction" FORCE ROW LEVEL SECURITY;
CREATE POLICY auction_tenancy ON "auction"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX auction_id ON auction (id);
CREATE UNIQUE INDEX auction_rfx ON auction (rfx_id);
CREATE TABLE auction_move (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    auction_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    alias BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    adjusted BIGINT NOT NULL,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "auction_move" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "auction_move" FORCE ROW LEVEL SECURITY;
CREATE POLICY auction_move_tenancy ON "auction_move"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX auction_move_id ON auction_move (id);
CREATE UNIQUE INDEX auction_move_number ON auction_move (auction_id, number);
CREATE INDEX auction_move_by_number ON auction_move (organisation_id, number, id);
CREATE TABLE invitation (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    rfx_id BIGINT NOT NULL,
    supplier_id BIGINT NOT NULL,
    company_name TEXT,
    email TEXT,
    title TEXT NOT NULL,
    closes_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    sent_at BIGINT,
    token_hash TEXT,
    expires_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_tenancy ON "invitation"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX invitation_id ON invitation (id);
CREATE INDEX invitation_rfx ON invitation (rfx_id);
CREATE INDEX invitation_supplier ON invitation (supplier_id, status);
CREATE UNIQUE INDEX invitation_token ON invitation (token_hash);
CREATE INDEX invitation_by_closes_at ON invitation (organisation_id, closes_at, id);

-- Webhooks and their deliveries.
CREATE TABLE webhook (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    events TEXT NOT NULL,
    active INTEGER NOT NULL,
    secret TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook FORCE ROW LEVEL SECURITY;
CREATE POLICY webhook_tenancy ON "webhook"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX webhook_id ON webhook (id);
CREATE TABLE webhook_delivery (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    webhook_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    entity TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    status_code BIGINT,
    error TEXT,
    next_attempt_at BIGINT,
    delivered_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY webhook_delivery_tenancy ON "webhook_delivery"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX webhook_delivery_id ON webhook_delivery (id);
CREATE UNIQUE INDEX webhook_delivery_by_event ON webhook_delivery (organisation_id, webhook_id, sequence);
CREATE INDEX webhook_delivery_by_document ON webhook_delivery (organisation_id, webhook_id, entity_id, sequence);
CREATE INDEX webhook_delivery_by_status ON webhook_delivery (organisation_id, status, updated_at);
CREATE INDEX webhook_delivery_by_sequence ON webhook_delivery (organisation_id, sequence, id);

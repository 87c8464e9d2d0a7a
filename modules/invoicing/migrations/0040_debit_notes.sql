-- What a buyer takes off an invoice after it was matched; what of an invoice is held back and was taken by such notes.
CREATE TABLE debit_note (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    number TEXT NOT NULL,
    supplier_id BIGINT NOT NULL,
    invoice_id BIGINT NOT NULL,
    invoice_number TEXT NOT NULL,
    period_ends_on BIGINT NOT NULL,
    lines TEXT NOT NULL,
    note TEXT,
    net_total BIGINT NOT NULL,
    tax_total BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    decided_at BIGINT,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "debit_note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "debit_note" FORCE ROW LEVEL SECURITY;
CREATE POLICY debit_note_tenancy ON "debit_note"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
-- only: both
CREATE INDEX debit_note_id ON debit_note (id);
CREATE UNIQUE INDEX debit_note_number ON debit_note (organisation_id, number);
CREATE INDEX debit_note_invoice ON debit_note (invoice_id);
CREATE INDEX debit_note_supplier ON debit_note (supplier_id, status);
CREATE INDEX debit_note_by_period_ends_on ON debit_note (organisation_id, period_ends_on, id);
ALTER TABLE supplier_invoice ADD COLUMN held_total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE supplier_invoice ADD COLUMN debited_total BIGINT NOT NULL DEFAULT 0;

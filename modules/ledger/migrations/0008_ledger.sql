-- The ledger: accounts, periods, and the append-only transfers with what follows from them.
CREATE TABLE ledger_account (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder_id BIGINT NOT NULL,
    currency TEXT NOT NULL,
    balance_min BIGINT,
    balance_max BIGINT,
    status TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX ledger_account_id ON ledger_account (id);
CREATE UNIQUE INDEX ledger_account_code ON ledger_account (organisation_id, code);
CREATE INDEX ledger_account_holder ON ledger_account (holder_id);
CREATE INDEX ledger_account_by_code ON ledger_account (organisation_id, code, id);
CREATE TABLE ledger_period (
    id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX ledger_period_id ON ledger_period (id);
CREATE UNIQUE INDEX ledger_period_day ON ledger_period (organisation_id, last_day);
CREATE INDEX ledger_period_by_last_day ON ledger_period (organisation_id, last_day, id);

-- A book is the ledger of one organisation; its head is where the chain of its transfers ends.
CREATE TABLE ledger_book (
    organisation_id BIGINT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    vouchers BIGINT NOT NULL
);
CREATE TABLE ledger_balance (
    organisation_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL,
    debits_pending_fen BIGINT NOT NULL,
    credits_pending_fen BIGINT NOT NULL,
    debits_fen BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, account_id)
);
-- Written at its end only; 0 where a column does not apply. The two columns *_previous link the entries of an account, so that no index over accounts has
-- to be kept.
CREATE TABLE ledger_transfer (
    organisation_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    debit_account_id BIGINT NOT NULL,
    credit_account_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    at BIGINT NOT NULL,
    effective_on BIGINT NOT NULL,
    voucher_id BIGINT NOT NULL,
    pending_id BIGINT NOT NULL,
    reverses_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    evidence_entity TEXT NOT NULL,
    evidence_id BIGINT NOT NULL,
    memo TEXT NOT NULL,
    actor_id BIGINT NOT NULL,
    debit_entry BIGINT NOT NULL,
    debit_balance_fen BIGINT NOT NULL,
    debit_debits_fen BIGINT NOT NULL,
    debit_previous BIGINT NOT NULL,
    credit_entry BIGINT NOT NULL,
    credit_balance_fen BIGINT NOT NULL,
    credit_debits_fen BIGINT NOT NULL,
    credit_previous BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (organisation_id, sequence)
);
CREATE UNIQUE INDEX ledger_transfer_id ON ledger_transfer (organisation_id, id);
CREATE UNIQUE INDEX ledger_transfer_reverses ON ledger_transfer (organisation_id, reverses_id) WHERE reverses_id <> 0;
CREATE INDEX ledger_transfer_evidence ON ledger_transfer (organisation_id, evidence_id, sequence) WHERE evidence_id <> 0;
CREATE TABLE ledger_pending (
    organisation_id BIGINT NOT NULL,
    transfer_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT,
    resolved_by BIGINT,
    PRIMARY KEY (organisation_id, transfer_id)
);
CREATE INDEX ledger_pending_due ON ledger_pending (organisation_id, expires_at) WHERE status = 'open';
CREATE TABLE ledger_checkpoint (
    organisation_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, account_id, entry)
);
CREATE INDEX ledger_checkpoint_at ON ledger_checkpoint (organisation_id, account_id, at, entry);
CREATE TABLE ledger_voucher (
    organisation_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    memo TEXT NOT NULL,
    evidence_entity TEXT NOT NULL,
    evidence_id BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    transfers BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
-- only: postgresql
ALTER TABLE "ledger_account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_account" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_account_tenancy ON "ledger_account"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_period" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_period" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_period_tenancy ON "ledger_period"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_book" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_book" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_book_tenancy ON "ledger_book"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_balance" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_balance" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_balance_tenancy ON "ledger_balance"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_transfer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_transfer" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_transfer_tenancy ON "ledger_transfer"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_pending" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_pending" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_pending_tenancy ON "ledger_pending"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_checkpoint" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_checkpoint" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_checkpoint_tenancy ON "ledger_checkpoint"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');
ALTER TABLE "ledger_voucher" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_voucher" FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_voucher_tenancy ON "ledger_voucher"
    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
           OR current_setting('dengyun.reads_all', true) = 'on')
    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)
                OR current_setting('dengyun.writes_all', true) = 'on');

-- Escrows know the order or task that they were made for; top-ups, claims on retention, credit notes.
ALTER TABLE escrow ADD COLUMN subject_kind TEXT;
ALTER TABLE escrow ADD COLUMN subject_id BIGINT;
ALTER TABLE escrow ADD COLUMN topped_up BIGINT NOT NULL DEFAULT 0;
ALTER TABLE escrow ADD COLUMN deposit_reach BIGINT;
ALTER TABLE escrow ADD COLUMN retention_frozen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE escrow ADD COLUMN retention_freeze_hold_id BIGINT;
ALTER TABLE escrow_note ADD COLUMN recovered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE escrow_note ADD COLUMN recover_at BIGINT;
ALTER TABLE escrow_dispute ADD COLUMN subject_kind TEXT;
ALTER TABLE escrow_dispute ADD COLUMN subject_id BIGINT;
ALTER TABLE escrow_dispute ADD COLUMN from_retention BIGINT NOT NULL DEFAULT 0;
ALTER TABLE escrow_dispute ADD COLUMN lifted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE escrow_dispute ADD COLUMN follows_subject INTEGER NOT NULL DEFAULT 0;

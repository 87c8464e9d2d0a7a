-- Disputes with both sides' words, proposals, arbitration and one appeal. What was decided so far was carried out at once.
ALTER TABLE escrow_dispute ADD COLUMN buyer_statement TEXT;
ALTER TABLE escrow_dispute ADD COLUMN supplier_statement TEXT;
ALTER TABLE escrow_dispute ADD COLUMN proposed_to_supplier BIGINT;
ALTER TABLE escrow_dispute ADD COLUMN proposed_by_supplier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE escrow_dispute ADD COLUMN is_deemed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE escrow_dispute ADD COLUMN appeal_reason TEXT;
ALTER TABLE escrow_dispute ADD COLUMN appealed_by_supplier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE escrow_dispute ADD COLUMN first_to_supplier BIGINT;
ALTER TABLE escrow_dispute ADD COLUMN first_decision TEXT;
UPDATE escrow_dispute SET status = 'executed' WHERE status = 'decided';

-- Rules that learn what is usual.
ALTER TABLE alarm_rule ADD COLUMN sensitivity TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE alarm_rule ADD COLUMN learning_s BIGINT;
ALTER TABLE alarm ADD COLUMN oddity TEXT;
ALTER TABLE alarm ADD COLUMN usual DOUBLE PRECISION;

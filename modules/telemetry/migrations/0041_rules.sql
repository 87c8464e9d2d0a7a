-- Rules: expressions over points, hours of the week.
ALTER TABLE alarm_rule ADD COLUMN expression TEXT;
ALTER TABLE alarm_rule ADD COLUMN schedule_days TEXT NOT NULL DEFAULT '';
ALTER TABLE alarm_rule ADD COLUMN schedule_from_minute BIGINT;
ALTER TABLE alarm_rule ADD COLUMN schedule_to_minute BIGINT;

-- Identity: an organisation has a time zone; a person has one only where it differs.
ALTER TABLE organisation ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'Asia/Shanghai';
-- only: postgresql
ALTER TABLE "user" ALTER COLUMN time_zone DROP NOT NULL;
ALTER TABLE "user" ALTER COLUMN time_zone TYPE TEXT USING NULLIF(time_zone, 'Asia/Shanghai');
-- only: sqlite
ALTER TABLE "user" RENAME COLUMN time_zone TO time_zone_before;
ALTER TABLE "user" ADD COLUMN time_zone TEXT;
UPDATE "user" SET time_zone = NULLIF(time_zone_before, 'Asia/Shanghai');
ALTER TABLE "user" DROP COLUMN time_zone_before;

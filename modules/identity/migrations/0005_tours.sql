-- Identity: the guided tours that a person has seen.
ALTER TABLE "user" ADD COLUMN tours_seen TEXT NOT NULL DEFAULT '[]';

-- Listings for a circle.
ALTER TABLE listing ADD COLUMN circle_id BIGINT;
CREATE INDEX listing_circle ON listing (circle_id, status);

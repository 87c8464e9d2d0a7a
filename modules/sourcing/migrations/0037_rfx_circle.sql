-- RFQs for a circle.
ALTER TABLE rfx ADD COLUMN circle_id BIGINT;
CREATE INDEX rfx_circle ON rfx (circle_id, status);

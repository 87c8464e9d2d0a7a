-- What the goods of a shipment are for at their receiver.
ALTER TABLE shipment ADD COLUMN to_subject_id BIGINT;

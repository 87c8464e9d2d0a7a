-- Goods that follow a task to another workshop.
ALTER TABLE shipment ADD COLUMN is_forwarding INTEGER NOT NULL DEFAULT 0;

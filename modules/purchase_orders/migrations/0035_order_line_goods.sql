-- Prices of the same goods are compared over all buyers.
CREATE INDEX purchase_order_line_goods ON purchase_order_line (description_text, unit);

-- What orders and tasks are called in English.
ALTER TABLE sales_order ADD COLUMN title_en TEXT;
ALTER TABLE operation_task ADD COLUMN title_en TEXT;

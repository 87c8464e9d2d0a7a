-- How many pieces may be missing; what a change is for, by task.
ALTER TABLE sales_order ADD COLUMN tolerance_rate BIGINT;
ALTER TABLE order_option ADD COLUMN causes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE order_option DROP COLUMN cause;

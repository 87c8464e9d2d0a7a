-- What rate cards and transport price by: area and mass of a piece, and the price of its material.
ALTER TABLE routing ADD COLUMN material_unit_price BIGINT;
ALTER TABLE operation ADD COLUMN area_mm2 BIGINT;
ALTER TABLE operation ADD COLUMN mass_mg BIGINT;

"""The parts of tools/shop-floor-simulator."""

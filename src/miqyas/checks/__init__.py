"""Balance, attrition: what must hold for an estimate to be believed."""

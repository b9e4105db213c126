"""Event studies and staggered roll-outs that a panel does not allow."""

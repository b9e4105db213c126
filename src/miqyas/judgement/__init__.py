"""What people judge: grids and anchors, who reads what, calibration, ranks, draws, and the diagnostic of a practice."""

"""What people judge: grids and their anchors, who reads what, calibration of reviewers, ranks, draws, and a practice's diagnostic."""

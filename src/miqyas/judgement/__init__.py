"""What people judge, graded by anchors: the diagnostic of a practice, and how it compares with others'."""

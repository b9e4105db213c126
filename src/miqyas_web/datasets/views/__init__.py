"""Pages of brought files and of frozen datasets."""

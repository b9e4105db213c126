"""Matching and weighting that a sample does not allow."""

"""Regression adjustment that a sample does not allow."""

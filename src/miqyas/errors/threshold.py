"""Regression discontinuities that a sample does not allow."""

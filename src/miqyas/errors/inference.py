"""Resampling and tests that a sample does not allow."""

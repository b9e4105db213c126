"""Randomisation, sampling, pre-analysis plans."""

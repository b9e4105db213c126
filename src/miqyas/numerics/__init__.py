"""Arithmetic on plain arrays: moments, solvers, variances, resampling."""

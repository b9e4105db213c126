"""Bounds and sensitivity that cannot be computed."""

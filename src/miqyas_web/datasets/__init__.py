"""Frozen, versioned extracts with their provenance."""

"""Engines other than the one that comes with the library."""

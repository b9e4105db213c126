"""Grants as open data: 360Giving 1.4, written, read and checked; what it cannot carry is said."""

"""Sums handed over by a data holder that cannot be put together."""

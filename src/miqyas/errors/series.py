"""Synthetic comparisons and interrupted series that a panel does not allow."""

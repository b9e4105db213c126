"""Definitions of indicators and how they add up."""

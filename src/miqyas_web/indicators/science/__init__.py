"""The room's only door to the science."""

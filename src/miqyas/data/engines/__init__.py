"""Engines that hold a table and answer questions over it, each in its own dialect, with the same figures."""

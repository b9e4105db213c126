"""Claims and how strongly they are supported."""

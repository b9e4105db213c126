"""Tables of results that cannot be written."""

"""Questions that gather rooms: the home page, a person's desk, search."""

"""Pages that gather rooms: home, a person's desk, public pages."""

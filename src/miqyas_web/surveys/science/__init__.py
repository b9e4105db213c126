"""Where the room speaks to the science."""

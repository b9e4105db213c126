"""Documents drawn from all rooms below."""

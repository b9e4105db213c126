"""How an initiative is meant to work."""

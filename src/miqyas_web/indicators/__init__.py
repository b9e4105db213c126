"""What would show that it works."""

"""The sheets of content/, in the three languages."""

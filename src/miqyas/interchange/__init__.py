"""The formats of others: read them, write them, say what is lost."""

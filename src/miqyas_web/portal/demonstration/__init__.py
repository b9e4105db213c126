"""The demonstration space: invented people and organisations, and one walk left half-way."""

"""Pages of members, and pages of everyone."""

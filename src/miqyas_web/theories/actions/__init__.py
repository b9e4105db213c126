"""What people do to a theory. Each action is one transaction, one change that can be told, one audit row."""

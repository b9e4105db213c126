"""What is done, by whom, for whom, where, with what money."""

"""Pages of questionnaires and answers."""

"""Questions about questionnaires and answers."""

"""Pages of questionnaires, and what phones are answered."""

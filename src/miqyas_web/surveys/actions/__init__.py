"""What people and phones do with questionnaires and answers."""

"""What a person may send about a questionnaire. Nothing is saved here."""

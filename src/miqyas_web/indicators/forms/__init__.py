"""What a person may send about indicators. Nothing is saved here."""

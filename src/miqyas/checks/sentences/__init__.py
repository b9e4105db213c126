"""The verdict of each check in one sentence, in French, Arabic and English."""

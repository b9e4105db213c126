"""Asking and collecting: questionnaires, phones, web forms, and the answers as they were received."""

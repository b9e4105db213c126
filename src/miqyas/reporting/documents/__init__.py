"""A report as a document: its content, the same in every language, and how it becomes PDF and Word."""

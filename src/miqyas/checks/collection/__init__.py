"""Quality of answers as they come in: what each check looks at stands in its own file."""

"""Verbs of the room: load what ships, import an official list."""

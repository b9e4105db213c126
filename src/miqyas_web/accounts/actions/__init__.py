"""Verbs of the room: signing in, people, organisations, invitations."""

"""People, organisations, memberships, roles, invitations."""

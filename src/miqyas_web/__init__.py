"""The platform. Django, server-rendered. `config` alone knows every room."""

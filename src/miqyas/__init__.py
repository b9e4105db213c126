"""The science of Miqyas: from a theory of change to a graded claim, in plain Python.

The rooms stand in the order of the chain; each imports only those before it (`pyproject.toml`, import
contracts).
"""

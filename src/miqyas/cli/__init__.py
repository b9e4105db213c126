"""The command `miqyas`."""

"""The designs of `miqyas estimate` that follow groups over time, one file each."""

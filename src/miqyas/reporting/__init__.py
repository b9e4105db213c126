"""Results as sentences (fr, ar, en), tables, charts and drawings."""

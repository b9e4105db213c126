"""One call into the domain, one page."""

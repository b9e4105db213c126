"""Pages of the studies of an initiative; one call into the domain, one page."""

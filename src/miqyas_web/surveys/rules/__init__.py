"""What may become what in collection, and by whom; figures that are decided rather than computed."""

"""Components, base pages, charts, maps, static files."""

"""A relation (file, frame, DuckDB) and the role of each column."""

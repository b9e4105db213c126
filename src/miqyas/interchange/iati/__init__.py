"""Activities as open data: IATI 2.03, written with their results and money; what it cannot carry is said."""

"""Theory of change as a graph: outcomes, links, assumptions; its quality, computed."""

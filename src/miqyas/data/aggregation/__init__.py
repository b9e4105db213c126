"""Sums that may leave where the data may not: cells of cluster and stratum, small ones withheld."""

"""Errors, audit, jobs, slots, clock. Knows no domain."""

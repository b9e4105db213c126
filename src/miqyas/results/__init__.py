"""What the science answers with: Estimate, CheckResult, Table. Frozen, alike, tidy."""

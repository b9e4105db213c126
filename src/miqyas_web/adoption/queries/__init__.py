"""Questions about diagnostics."""

"""How strongly a claim is supported: Nesta, Maryland SMS, GRADE, computed from facts."""

"""attrigraph: who publicly attributed what to whom, and what states did about it."""

"""What a questionnaire may be and become. No queries, no requests."""

"""What can be done to questionnaires and answers; one transaction and one audit row each."""

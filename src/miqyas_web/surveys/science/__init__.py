"""From questionnaires and answers to the science and back."""

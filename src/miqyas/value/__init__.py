"""What a change is worth, against what it cost: SROI, cost-effectiveness, their uncertainty. No value without source."""

"""How many units an effect takes to be seen, and what effect a number of units can show: analytic and simulated."""

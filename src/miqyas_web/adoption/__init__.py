"""How far the toolbox has entered practice: the diagnostic."""

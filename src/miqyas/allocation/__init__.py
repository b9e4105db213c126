"""A budget across initiatives: the best portfolio its rules allow, its certificate, and why each file is in or out."""

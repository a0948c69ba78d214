"""Tables and rules files, read into checked, typed rows. Never spaCy."""

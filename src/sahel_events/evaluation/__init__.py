"""How right the records are, against events coded by hand."""

"""Ways to look at events: the terminal, and later a page and exports."""

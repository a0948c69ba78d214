"""From raw files to labelled blocks of text: reading, cleaning, dating. Never spaCy."""

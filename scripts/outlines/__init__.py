"""What build_outlines.py is made of: the source files, the topology of lines, and the labels."""

"""The report: one self-contained HTML page of an events file."""

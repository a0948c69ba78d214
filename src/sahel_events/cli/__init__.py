"""The command line: parses and prints. Nobody imports it."""

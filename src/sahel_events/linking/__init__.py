"""Joining the reports of one event: which records tell of the same thing, and what they say together."""

"""Conversion of each data source to what spaCy trains on."""

"""The report: one HTML page with a map, a timeline and a table, that needs no network."""

from .page import Report, write_report

__all__ = ["Report", "write_report"]

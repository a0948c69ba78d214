"""Questions to whole files of events: sums by group, and comparison with another data set."""

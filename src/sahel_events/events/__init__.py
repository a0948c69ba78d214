"""From marked Docs to events: participants, tolls, dates, places, types, status, joining."""

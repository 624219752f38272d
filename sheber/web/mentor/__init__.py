"""The room of a mentor: today, on a phone."""

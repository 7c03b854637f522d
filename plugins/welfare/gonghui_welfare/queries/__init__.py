"""Questions to the records of welfare."""

"""Changes of the records of welfare."""

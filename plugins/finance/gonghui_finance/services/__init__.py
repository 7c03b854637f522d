"""Changes of the books, each in the caller's unit of work."""

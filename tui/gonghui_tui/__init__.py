"""The terminal UI of gonghui."""

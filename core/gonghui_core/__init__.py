"""The kernel of gonghui, software for the trade union of a college."""

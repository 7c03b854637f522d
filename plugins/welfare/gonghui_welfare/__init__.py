"""The plugin welfare of gonghui."""

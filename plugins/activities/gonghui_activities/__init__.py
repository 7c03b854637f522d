"""The plugin activities of gonghui."""

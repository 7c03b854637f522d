"""The plugin elections of gonghui."""

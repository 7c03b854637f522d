"""The plugin finance of gonghui."""

"""Core keeps to what it asks of every plugin."""

from gonghui_core.testing.conformance import PluginConformance


class TestCore(PluginConformance):
    plugin = "core"

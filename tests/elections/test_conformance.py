"""The elections plugin keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance


class TestElections(PluginConformance):
    plugin = "elections"

"""The finance plugin keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance


class TestFinance(PluginConformance):
    plugin = "finance"

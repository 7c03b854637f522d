"""The conformance kit that every plugin inherits."""

from gonghui_core.testing.conformance import PluginConformance


class TestWelfare(PluginConformance):
    plugin = "welfare"

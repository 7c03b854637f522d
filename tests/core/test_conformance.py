"""Core keeps to what it asks of every plugin."""

from gonghui_core.testing.conformance import PluginConformance


class TestCore(PluginConformance):
    plugin = "core"
    samples = {
        "core.add_family_member": {"member": "1005", "consent": True},
        "core.appoint": {"member": "1005"},
    }

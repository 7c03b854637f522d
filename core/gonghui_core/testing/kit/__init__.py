"""The parts of the conformance kit; inherit `gonghui_core.testing.conformance.PluginConformance`."""

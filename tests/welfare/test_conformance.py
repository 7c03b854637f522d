"""Welfare keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance


class TestWelfare(PluginConformance):
    plugin = "welfare"
    samples = {
        "welfare.plan_run": {"festival": "national_day", "on": "2023-09-27", "unit_cost": "200"},
        "welfare.request_aid": {"member": "1011", "amount": "800"},
    }

"""Activities keep to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance

DAY = {"on": "2023-12-20", "capacity": 2, "place": "报告厅"}


class TestActivities(PluginConformance):
    plugin = "activities"

    def fill(self, union):
        """One activity that is over, with somebody absent, and one that is full."""
        first = union.do("clerk", "activities.plan_activity", {**DAY, "title": "讲座", "kind": "lecture"}).key
        second = union.do("clerk", "activities.plan_activity", {**DAY, "title": "春游", "kind": "outing"}).key
        for key in (first, second):
            union.do("clerk", "activities.register_many", {"members": ["1001", "1005", "1009"]}, key)
        union.do("clerk", "activities.check_in", {"member": "1001"}, first)
        union.do("clerk", "activities.close_activity", {"summary": "主讲人来自校外"}, first)
        union.do("clerk", "activities.cancel", {"member": "1005", "reason": "出差"}, second)

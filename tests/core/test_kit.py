"""The conformance kit itself: it cannot be switched off quietly."""

import pytest

from gonghui_core.testing.conformance import PluginConformance, standard_tests


def test_there_are_tests_to_inherit():
    assert len(standard_tests()) > 20
    assert all(
        getattr(PluginConformance, name).__module__.startswith("gonghui_core.testing.kit")
        for name in standard_tests()
    )


@pytest.mark.parametrize("name", standard_tests())
def test_no_test_can_be_overridden_or_taken_away(name):
    for instead in (lambda self: None, None):
        with pytest.raises(TypeError, match=name):
            type("Quiet", (PluginConformance,), {name: instead})


def test_an_expected_failure_needs_a_reason():
    name = standard_tests()[0]

    @pytest.mark.xfail(reason="")
    def unexplained(self):
        """Nothing."""

    @pytest.mark.xfail(reason="the vendor's page has no help yet")
    def explained(self):
        """Nothing."""

    with pytest.raises(TypeError):
        type("Quiet", (PluginConformance,), {name: unexplained})
    type("Honest", (PluginConformance,), {name: explained})

"""What all tests share: the unions of the testing kit."""

from gonghui_core.testing.fixtures import *  # noqa: F403 - fixtures are found by name
from gonghui_core.testing.fixtures import _quiet_surroundings, _templates  # noqa: F401

"""The English catalogues are complete, and compiled from what the sources say."""

import pytest

from gonghui_core.testing import catalogues


@pytest.mark.parametrize("package", catalogues.PACKAGES)
def test_every_message_is_translated_and_compiled(package: str) -> None:
    assert list(catalogues.faults(package)) == []

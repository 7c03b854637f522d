"""Actions and rights."""

from __future__ import annotations

import json

import pytest

from gonghui_core.catalogue import Offer
from gonghui_core.pages import Page, ReportPage
from gonghui_core.testing.filling import Filler, outsiders
from gonghui_core.testing.kit.base import Kit
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import NoRight


class Deeds(Kit):
    """Every action can be offered where it stands, to those who hold its right and to nobody else."""

    def test_every_action_explains_itself_and_can_be_offered(self, filled: Union) -> None:
        rights, filler = filled.kernel.catalogue.rights, Filler(filled)
        for offer in self._offers(filled):
            action = offer.action
            assert vars(action.command).get("__doc__"), f"{offer.name} has no help"
            assert action.service.__doc__, f"{offer.name}: the service says nothing"
            assert str(action.title), offer.name
            assert action.right in rights, f"{offer.name}: no right {action.right}"
            record = filler.record(offer)
            if record is not None:
                form = filler.desk(action.right).form(offer.name, record)
                assert all(field.title for field in form.fields), offer.name
            schema = action.command.model_json_schema()
            assert json.loads(json.dumps(schema))["type"] == "object", offer.name

    def test_every_action_stands_where_its_command_fits(self, alone: Union) -> None:
        for page in self._pages(alone):
            for slot in {action.slot for action in page.actions} - {None}:
                sharing = [action for action in page.actions if action.slot == slot]
                told_apart = len(sharing) == 1 or all(action.allowed is not None for action in sharing)
                assert told_apart, f"{page.id}: F{slot} has two actions, and nothing says which of them when"
            for offer in alone.kernel.catalogue.on_page(page, self.plugin):
                assert _misfit(offer, page) is None, f"{offer.name} on {page.id}: {_misfit(offer, page)}"

    def test_every_right_is_titled_and_held(self, alone: Union) -> None:
        for right in self._manifest(alone).rights:
            assert str(right.title), right.id
            assert right.holders, f"nobody holds {right.id}"

    def test_whoever_lacks_the_right_is_refused(self, filled: Union) -> None:
        rights = filled.kernel.catalogue.rights
        for page in self._pages(filled):
            show = "report" if isinstance(page, ReportPage) else "table"
            for officer in outsiders(rights[page.right]):
                with pytest.raises(NoRight):
                    getattr(filled.desk(officer), show)(page.id, {})
        for offer in self._offers(filled):
            for officer in outsiders(rights[offer.action.right]):
                with pytest.raises(NoRight):
                    filled.desk(officer).do(offer.name, {})


def _misfit(offer: Offer, page: Page) -> str | None:
    """Why an action cannot be offered where it stands."""
    action, fields = offer.action, offer.action.command.model_fields
    if action.on not in ("page", "row", "rows"):
        return f"on={action.on}"
    if action.parent:
        if action.parent not in {parameter.id for parameter in page.params}:
            return f"the page has no parameter {action.parent}"
        if "record" not in fields:
            return "a child action needs a record"
    elif action.on == "row" and "record" not in fields and not action.into:
        return "an action on a row needs a record"
    elif action.on == "rows" and "records" not in fields and not action.into:
        return "an action on rows needs records"
    return None if not action.into or action.into in fields else f"no field {action.into}"

"""The policy packs of elections: what ships with a value, and what may be cited."""

import pytest

from gonghui_core.rules.model import Evidence


@pytest.fixture(params=["national", "shanghai"])
def rules(request, read_pack):
    return read_pack(request.param).rules


def test_every_rule_says_what_it_is_and_whose(rules):
    for rule in rules:
        assert rule.id.startswith("elections.")
        assert rule.title
        assert rule.issuer, rule.id
        assert rule.effective_from, rule.id


def test_a_rule_stands_once_in_a_pack(rules):
    assert len({rule.id for rule in rules}) == len(rules)


def test_what_is_known_well_ships_with_a_value_and_the_rest_does_not(rules):
    for rule in rules:
        assert rule.is_set is rule.evidence.may_have_value, rule.id


def test_what_was_read_says_where(rules):
    for rule in rules:
        assert rule.evidence is not Evidence.FOUND or rule.source, rule.id


def test_an_uncertain_article_is_not_cited(rules):
    for rule in rules:
        assert "~" not in rule.article
        assert not rule.article or rule.document

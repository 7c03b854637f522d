"""The policy packs of elections: what ships with a value, and what may be cited."""

import pytest
from gonghui_core.rules.counting import COUNTING_WORDS

REQUIRED = {
    "id", "title", "type", "value", "unit", "severity", "issuer", "document", "article", "effective_from",
    "jurisdiction", "evidence",
}  # fmt: skip
OPTIONAL = {"effective_to", "source", "note"}


@pytest.fixture(params=["national", "shanghai"])
def rows(request, read_pack):
    return read_pack(request.param)


def test_every_rule_has_the_fields_of_a_pack(rows):
    for row in rows:
        assert row.keys() >= REQUIRED, row["id"]
        assert row.keys() <= REQUIRED | OPTIONAL, row["id"]
        assert row["severity"] in {"block", "warn", "info"}
        assert row["id"].startswith("elections.")


def test_a_rule_stands_once_in_a_pack(rows):
    assert len({row["id"] for row in rows}) == len(rows)


def test_only_what_was_read_or_is_known_well_ships_with_a_value(rows):
    for row in rows:
        firm = row["evidence"] in {"found", "second_hand", "known"}
        assert firm or row["evidence"] in {"medium", "low", "unsure"}
        assert (row["value"] != "not set") is firm, row["id"]
        assert row["evidence"] != "found" or row["source"], row["id"]


def test_an_uncertain_article_is_not_cited(rows):
    for row in rows:
        assert "~" not in row["article"]
        assert not row["article"] or row["document"]


def test_shares_are_counting_words(rows):
    for row in rows:
        if row["type"] == "share" and row["value"] != "not set":
            assert row["value"] in COUNTING_WORDS, row["id"]

"""The public version of the annual report."""

from gonghui_core.annual.public import masked
from gonghui_core.testing.union import Union


def test_names_and_sums_are_left_out() -> None:
    text = "看望单文博、欧阳晓岚，发放2,000.00元，共3人。"
    names = {"单文博", "欧阳晓岚", "李芳"}
    assert masked(text, names) == "看望单＊＊、欧＊＊＊，发放若干元，共3人。"


def test_the_public_version_gives_no_record_away(plain_union: Union) -> None:
    full = plain_union.data("clerk", "core.annual", year="2023")
    public = plain_union.data("clerk", "core.annual", year="2023", public="yes")
    assert any(sentence["facts"] for part in full["sections"] for sentence in part["sentences"])
    assert not any(sentence["facts"] for part in public["sections"] for sentence in part["sentences"])
    assert (bool(full["missing"]), public["missing"]) == (True, [])

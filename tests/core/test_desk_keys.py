"""A key that a page gave is never read as the number of somebody else."""

from __future__ import annotations

from gonghui_core.fields import Key


def test_a_key_is_not_read_as_a_number_that_another_member_has(plain_union):
    first = plain_union.rows("clerk", "core.members")[0]
    values = {"number": first["key"], "name": "张三", "sex": "male", "branch": "商学院"}
    plain_union.do("clerk", "core.add_member", values)

    picked = plain_union.desk().named("core.members", first["key"])

    assert picked is not None
    assert (picked.code, picked.name, picked.key) == (first["number"], first["name"], first["key"])
    to = {"branch": Key(plain_union.rows("clerk", "core.branches")[2]["key"]), "on": "2023-12-20"}
    plain_union.desk().do("core.transfer_member", to, [Key(first["key"])])
    by_key = {row["key"]: row["branch"] for row in plain_union.rows("clerk", "core.members")}
    assert by_key[first["key"]] == "图书馆"


def test_a_pick_tells_two_of_the_same_name_apart(plain_union):
    plain_union.do(
        "clerk", "core.add_member", {"number": "2001", "name": "陈磊", "sex": "male", "branch": "商学院"}
    )

    found = plain_union.desk().pick("core.members", "陈磊")

    assert {(pick.code, pick.note) for pick in found} == {("1001", "信息工程学院"), ("2001", "商学院")}

"""A guided sequence as every front end writes it: state, title and why of each step, and the way to do it."""

import json

import pytest

from gonghui_core.desk.exports import report_json
from gonghui_core.papers import write_report
from gonghui_core.papers.plain import markdown
from gonghui_core.reports import Report, Step, Steps, StepState

STEPS = Steps(
    (
        Step("drafts", "凭证全部记账", StepState.done, "没有未记账的凭证"),
        Step("cash", "现金盘点", StepState.todo, "没有盘点", action="finance.count_cash", values={"on": "2023-11-30"}),
        Step("remit", "上解经费", StepState.none, "没有要上解的", page="finance.remittance", params={"year": "2023"}),
    ),
    "结账步骤",
)  # fmt: skip
REPORT = Report("结账", (STEPS,))


def test_what_is_left_is_counted():
    assert STEPS.left == 1


def test_the_command_line_gives_the_way_to_do_a_step():
    (block,) = json.loads(json.dumps(report_json("x.y", REPORT)))["blocks"]
    assert block["kind"] == "steps"
    assert [(i["id"], i["state"]) for i in block["items"]] == [
        ("drafts", "done"), ("cash", "todo"), ("remit", "none"),
    ]  # fmt: skip
    assert block["items"][1]["action"] == "finance.count_cash"
    assert block["items"][1]["values"] == {"on": "2023-11-30"}
    assert block["items"][2]["page"] == "finance.remittance"
    assert "action" not in block["items"][0]


def test_a_sequence_reads_as_numbered_lines():
    assert "2. \\[待办\\] 现金盘点：没有盘点" in markdown(REPORT)


@pytest.mark.parametrize("form", ["docx", "xlsx", "md", "csv"])
def test_a_sequence_is_written(tmp_path, form):
    path = tmp_path / f"steps.{form}"
    write_report(REPORT, form, path)
    assert path.stat().st_size > 0

"""The part of activities in the annual report: what was held, for whom, and how many came.

The report is written in Chinese, whatever language the interface has.
"""

from __future__ import annotations

from collections.abc import Sequence

from gonghui_activities.choices import ActivityKind, OpenTo
from gonghui_activities.queries import Held, held
from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work

PAGE = "activities.activities"
KIND_WORDS = {
    ActivityKind.sport: "体育活动", ActivityKind.culture: "文艺活动", ActivityKind.lecture: "主题讲座",
    ActivityKind.salon: "沙龙", ActivityKind.outing: "春秋游", ActivityKind.family: "亲子活动",
    ActivityKind.women: "女教工活动", ActivityKind.other: "其他活动",
}  # fmt: skip


def sections(work: Work, year: int) -> list[Section]:
    """The sections of `year`; study, publicity, venues, contests and honours are expected and not yet recorded."""
    found = held(work, year)
    young = [item for item in found if item.activity.open_to is OpenTo.young]
    women = [item for item in found if _for_women(item)]
    family = [item for item in found if item.activity.kind is ActivityKind.family]
    return [
        Section(
            "activities.study", Part.organisation, 20, "加强学习教育活动，深入推进工会工作。", (),
            (Expected("A4", "理论学习和上级文件的学习", PAGE), Expected("A5", "宣传报道", PAGE)),
        ),
        Section(
            "activities.young", Part.care, 40, "加强各类帮扶工作。",
            _told("C9", young, "关心青年教工成长，举办{what}。"),
            (Expected("C9", "对新进教师和青年教工的关心", PAGE),),
        ),
        Section(
            "activities.family", Part.care, 50, "重视女教工及教职工子女的关爱工作。",
            (*_told("C11", women, "面向女教工举办{what}。"), *_told("C12", family, "为教职工家庭举办{what}。")),
            (Expected("C11", "三八妇女节的慰问和活动", PAGE), Expected("C12", "六一儿童节的亲子活动", PAGE)),
        ),
        Section(
            "activities.leisure", Part.culture, 10, "提供休闲运动场所，丰富教职工文体生活。", _by_kind(found),
            (
                Expected("D1", "健身房、休闲吧、阅览室等场所及其使用", PAGE),
                Expected("D2", "文体活动、讲座、沙龙", PAGE),
                Expected("D3", "健身实训中心的开放和学生指导", PAGE),
            ),
        ),
        Section(
            "activities.contests", Part.culture, 20, "积极响应市教育工会号召，组织教职工参加各类市级文体活动。", (),
            (
                Expected("D4", "参加市级运动会和展示活动", PAGE),
                Expected("D5", "教职工获得的个人荣誉", PAGE),
                Expected("D6", "参加市级比赛的名次", PAGE),
            ),
        ),
    ]  # fmt: skip


def _for_women(item: Held) -> bool:
    return item.activity.kind is ActivityKind.women or item.activity.open_to is OpenTo.women


def _told(fact: str, items: Sequence[Held], words: str) -> tuple[Sentence, ...]:
    """One sentence that names each activity with its day and how many came."""
    if not items:
        return ()
    return (Sentence(fact, words.format(what="，".join(map(_words, items))), tuple(map(_fact, items))),)


def _words(item: Held) -> str:
    day = item.activity.day
    return f"“{item.activity.title}”（{day.month}月{day.day}日，{item.present}人参加）"


def _fact(item: Held) -> Fact:
    return Fact(item.activity.title, f"{item.present}人", PAGE, (str(item.activity.id),))


def _by_kind(found: Sequence[Held]) -> tuple[Sentence, ...]:
    """How many activities of each kind there were, and how many times members took part."""
    if not found:
        return ()
    groups = {kind: [item for item in found if item.activity.kind is kind] for kind in KIND_WORDS}
    facts = [_total("各类活动", found)] + [
        _total(KIND_WORDS[k], items) for k, items in groups.items() if items
    ]
    parts = [
        f"{KIND_WORDS[kind]}{len(items)}场（{_people(items)}人次）" for kind, items in groups.items() if items
    ]
    text = f"全年举办各类活动{len(found)}场，教职工参加{_people(found)}人次，其中{'、'.join(parts)}。"
    return (Sentence("D2", text, tuple(facts)),)


def _total(label: str, items: Sequence[Held]) -> Fact:
    keys = tuple(str(item.activity.id) for item in items)
    return Fact(label, f"{len(items)}场{_people(items)}人次", PAGE, keys)


def _people(items: Sequence[Held]) -> int:
    return sum(item.present for item in items)

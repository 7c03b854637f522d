"""Part three of the annual report as far as welfare records it: gifts, warmth, aid, women's day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_welfare.choices import AidKind, AidStatus, Festival, Programme
from gonghui_welfare.models import Aid, Run
from gonghui_welfare.queries.aids import AIDS
from gonghui_welfare.queries.runs import RUNS, runs_of_year, year_days
from gonghui_welfare.rules import ZERO, Tally, run_cost

FESTIVALS = tuple(Festival)
SEASONS = (Programme.warmth, Programme.cooling)
VOUCHERS = (Programme.birthday, Programme.film)
HELP = {AidKind.hardship: "困难补助", AidKind.illness: "患病慰问", AidKind.emergency: "突发变故救助"}


@dataclass(frozen=True)
class Handed:
    """A distribution of the year that reached somebody."""

    run: Run
    tally: Tally

    @property
    def cost(self) -> Decimal:
        """Yuan."""
        return run_cost(self.tally, self.run.unit_cost, self.run.cost)


def sections(work: Work, year: int) -> list[Section]:
    """The sections of the report of `year`; a distribution that reached nobody is not told."""
    handed = [Handed(run, tally) for run, tally in runs_of_year(work, year) if tally.signed]
    aids = _paid_aids(work, year)
    return [
        _section("cards", 10, "落实工会会员服务卡办理。", (), (Expected("C1", "会员服务卡的宣传、办理和覆盖"),)),
        _section(
            "health", 20, "关心教职工身体健康。", (),
            (
                Expected("C2", "补充医疗保险从投保到理赔"), Expected("C3", "每学期的现场理赔和咨询"),
                Expected("C4", "为患病教职工申请互助保障"),
            ),
        ),
        _section(
            "festivals", 30, "做好节假日慰问工作。", (_festivals(handed), _seasons(handed)),
            (
                Expected("C5", "春节、国庆等节日的慰问品发放", RUNS),
                Expected("C6", "寒暑假对值班、在岗人员送温暖、送清凉", RUNS),
            ),
        ),
        _section(
            "aid", 40, "加强各类帮扶工作。", (_help(aids), _bereaved(aids), _newcomers(handed), _vouchers(handed)),
            (
                Expected("C7", "对生活困难、常年患病教职工的补助和帮扶", AIDS),
                Expected("C8", "对遭遇不幸的安慰，对结婚、生子的祝福"),
                Expected("C9", "对新进教师和青年教工的关心", RUNS),
                Expected("C10", "每位会员的生日蛋糕券、电影票", RUNS),
            ),
        ),
        _section(
            "women", 50, "重视女教工及教职工子女的关爱工作。", (_women(handed),),
            (Expected("C11", "“三八”期间对全体女教工的慰问", RUNS), Expected("C13", "女大学生就业创业服务站")),
        ),
    ]  # fmt: skip


def _section(
    name: str, number: int, title: str, sentences: Iterable[Sentence | None], expects: tuple[Expected, ...]
) -> Section:
    told = [sentence for sentence in sentences if sentence is not None]
    return Section(f"welfare.{name}", Part.care, number, title, told, expects)


def _paid_aids(work: Work, year: int) -> list[Aid]:
    query = select(Aid).where(
        Aid.status == AidStatus.settled, Aid.settled_on.between(*year_days(year))
    ).order_by(Aid.id)  # fmt: skip
    return list(work.session.scalars(query))


def _of(handed: Iterable[Handed], *programmes: Programme) -> list[Handed]:
    return [item for item in handed if item.run.programme in programmes]


def _reached(items: Iterable[Handed]) -> int:
    return sum(item.tally.signed for item in items)


def _yuan(items: Iterable[Handed]) -> str:
    return money_words(sum((item.cost for item in items), ZERO))


def money_words(amount: Decimal) -> str:
    """Yuan as a report has it: without places where there are no fen."""
    return f"{amount:.0f}元" if amount == amount.to_integral_value() else f"{amount:.2f}元"


def _facts(items: Sequence[Handed]) -> tuple[Fact, ...]:
    """A fact for each distribution, and the sum."""
    keys = tuple(str(item.run.id) for item in items)
    each = tuple(Fact(item.run.title, f"{item.tally.signed}人", RUNS, (str(item.run.id),)) for item in items)
    return (*each, Fact("发放金额", _yuan(items), RUNS, keys))


def _festivals(handed: Sequence[Handed]) -> Sentence | None:
    items = _of(handed, Programme.festival)
    if not items:
        return None
    by_festival = {item.run.festival for item in items}
    told = "、".join(festival.title_[:] for festival in FESTIVALS if festival in by_festival)
    goods = "、".join(
        f"{item.run.day.month}月{item.run.day.day}日{item.run.item}{item.tally.signed}人" for item in items
    )
    text = f"全年在{told}为教职工送上节日慰问品{len(items)}次（{goods}），发放金额{_yuan(items)}。"
    return Sentence("C5", text, _facts(items))


def _seasons(handed: Sequence[Handed]) -> Sentence | None:
    items = _of(handed, *SEASONS)
    if not items:
        return None
    parts = [
        f"{programme.title_[:]}{_reached(of_one)}人次"
        for programme in SEASONS
        if (of_one := _of(items, programme))
    ]
    text = f"寒暑假期间对值班、在岗人员{'、'.join(parts)}，发放金额{_yuan(items)}。"
    return Sentence("C6", text, _facts(items))


def _help(aids: Sequence[Aid]) -> Sentence | None:
    helped = [aid for aid in aids if aid.kind in HELP]
    if not helped:
        return None
    counted = Counter(aid.kind for aid in helped)
    kinds = "、".join(f"{title}{counted[kind]}人次" for kind, title in HELP.items() if counted[kind])
    total = money_words(sum((aid.amount for aid in helped), ZERO))
    text = f"对生活困难、患病和突遇变故的教职工进行帮扶，其中{kinds}，共发放{total}。"
    return Sentence("C7", text, _aid_facts(helped, total))


def _bereaved(aids: Sequence[Aid]) -> Sentence | None:
    """Told under an id of its own: C8 tells of marriages and births too, which are not recorded here."""
    bereaved = [aid for aid in aids if aid.kind is AidKind.bereavement]
    if not bereaved:
        return None
    total = money_words(sum((aid.amount for aid in bereaved), ZERO))
    text = f"对家中有丧事的教职工慰问{len(bereaved)}人次，发放慰问金{total}。"
    return Sentence("welfare.bereavement", text, _aid_facts(bereaved, total))


def _aid_facts(aids: Sequence[Aid], total: str) -> tuple[Fact, ...]:
    keys = tuple(str(aid.id) for aid in aids)
    return Fact("帮扶", f"{len(aids)}人次", AIDS, keys), Fact("发放", total, AIDS, keys)


def _newcomers(handed: Sequence[Handed]) -> Sentence | None:
    items = _of(handed, Programme.newcomers)
    if not items:
        return None
    text = f"关心新进教师和青年教工，看望慰问{_reached(items)}人次。"
    return Sentence("C9", text, _facts(items))


def _vouchers(handed: Sequence[Handed]) -> Sentence | None:
    items = _of(handed, *VOUCHERS)
    if not items:
        return None
    things = list(dict.fromkeys(item.run.item for item in items))
    text = f"为会员发放{'、'.join(things)}{_reached(items)}人次，发放金额{_yuan(items)}。"
    return Sentence("C10", text, _facts(items))


def _women(handed: Sequence[Handed]) -> Sentence | None:
    items = _of(handed, Programme.women_day)
    if not items:
        return None
    text = f"“三八”妇女节慰问女教工{_reached(items)}人，发放金额{_yuan(items)}。"
    return Sentence("C11", text, _facts(items))

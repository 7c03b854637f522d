"""Text that has broken programs: for every form, sheet, argument and screen that takes text from people.

`EVIL` is what people and other programs really enter by accident or on purpose: markup, terminal control
sequences, direction marks, formulas, SQL, paths, numbers in strange digits. Each value must come out of every
door as words about the field or as the stored value, never as a traceback, an act or a control byte.
"""

from __future__ import annotations

ESC = "\x1b"

MARKUP = (
    "[/]", "张[/三]", "[red]张三", "[0]", "a [b", "\\[red]x", "[@click=app.quit()]点我[/]",
    "[link=http://x]y[/]", "[bold]", "[/red]x", "[[]]", "**张**", "<b>张</b>", "&amp;张",
)  # fmt: skip
"""Markup of terminals and of the web, open, unbalanced and acting (B01 to B08)."""

CONTROL = (
    f"{ESC}[2J张", f"{ESC}]0;T\x07张", f"{ESC}]52;c;eA==\x07张", f"{ESC}]8;;http://x{ESC}\\张", f"{ESC}P1$r0m{ESC}\\张",
    "\x9b31m张", "张\x00三", "张\r三", "张\n三", "张\t三", "张\x0b三", "张\x0c三", "张\x85三", "张\u2028三", "张\x7f三",
    "张\b三", "张\x0e三", f"张{ESC}[201~三",
)  # fmt: skip
"""What drives a terminal, and what ends a line (B09 to B16, B67)."""

HIDDEN = (
    "\u202e三张", "\u2066张\u2069三", "张\u200b三", "\ufeff张三", "张\udc80三", "\ud800", "张\U000e0041三",
    "张\u00ad三", "\u200f张三", "张\u2060三", "\u061c张三",
)  # fmt: skip
"""Direction marks, zero-width characters, byte order marks, lone surrogates and tags (B17 to B21)."""

SHAPES = (
    "e" + "\u0301" * 500, "张" * 20_000, "👨‍👩‍👧‍👦", "张\ufe00三", "\ue000三", "𠮷野", "䶮", "㛃",
    "买买提·吐尔逊", "买买提•吐尔逊", "买买提．吐尔逊", "买买提・吐尔逊", "１２３ＡＢＣ", "陳磊", "é",
    "e\u0301", "ﷺ", "İ", "ß",
)  # fmt: skip
"""Long, combined, rare and look-alike characters (B22 to B29, B69)."""

BLANK = ("", " ", "\u3000", "\u00a0", "\t", "\n", "·", ".", "-", "　 　")
"""Nothing, in several widths (B30)."""

FORMULAS = (
    "=1+1", '=HYPERLINK("http://x","y")', "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "%=1+1", "|=1", "=1+1 张",
)  # fmt: skip
"""What a spreadsheet would calculate (B31 to B36)."""

QUERIES = (
    "'; DROP TABLE core_member; --", '" OR 1=1 --', "%", "_", "\\", "%%", "(a+)+$", '"', "*", "NEAR(", "a AND", "[a",
    "{0.__class__}", "{name}", "{", "}", "%s", "%(x)s", "%n", "{{7*7}}", "${7*7}", "$(id)", "`id`",
)  # fmt: skip
"""SQL, patterns and templates (B37 to B40)."""

PATHS = (
    "../../etc/passwd", "/etc/passwd", "C:\\x", "..\\..\\x", "CON", "nul.txt", "-rf", "--json", "a\nb", "名" * 300,
    "x.", "x ", "~", "~root", "file:///etc/passwd", "/dev/null", "/dev/stdin", "/", ".",
)  # fmt: skip
"""Names of files and options (B41)."""

NUMBERS = (
    "1.101011990030745e+17", "11010119900307451x", "１１０１０１１９９００３０７４５１２", " 110101199003074512 ",
    "'110101199003074512", "110101900307451", "110101199003074511", "110101199002304512", "1e999", "NaN", "Infinity",
    "-0", "0.005", "1,234.56", "壹佰元", "￥12", "12元", "1_000", "٣", "²", "½", "0x10", "9" * 5000, "999999999999.99",
    "1000000000000", "--1", "1.2.3", "+86 138-0000-0000", "１３８００００００００", "true", "null", "None", "[]", "{}",
)  # fmt: skip
"""Identity numbers, amounts and telephones as people write them (B42 to B45, B49, B50, B70)."""

DATES = (
    "2020/1/2", "2020.1.2", "20200102", "２０２０年１月２日", "45000", "1900-02-29", "2023-02-30", "9999-12-31",
    "0001-01-01",
    "1800-01-01", "民国109年", "2023-13-01", "0000-00-00", "99999999", "-1-01-01", "2038-01-19", "1969-12-31",
)  # fmt: skip
"""Days, possible and not (B46 to B48)."""

EVIL: tuple[str, ...] = tuple(
    dict.fromkeys(
        (*MARKUP, *CONTROL, *HIDDEN, *SHAPES, *BLANK, *FORMULAS, *QUERIES, *PATHS, *NUMBERS, *DATES)
    )
)
"""Every value of the corpus once."""

ARGUMENTS: tuple[str, ...] = tuple(text for text in EVIL if "\x00" not in text and len(text) < 100_000)
"""Those that an operating system lets through as an argument of a command."""


def evil_texts() -> list[str]:
    """A few of every family: for what tries each text in each field of each action."""
    families = (MARKUP, CONTROL, HIDDEN, SHAPES, BLANK, FORMULAS, QUERIES, PATHS, NUMBERS, DATES)
    return [text for family in families for text in family[:4]]

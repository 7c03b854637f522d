"""Plugins that are broken in every way, written into a folder as modules with entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, PathDistribution
from pathlib import Path

from gonghui_core.plugins import Candidate

HEAD = """
from gonghui_core.contributions import Card, Manifest, Right, Task
from gonghui_core.hookspecs import hookimpl
from gonghui_core.office.choices import Role
from gonghui_core.pages import TablePage, Column

@hookimpl
def gonghui_manifest():
    return Manifest("{name}", "{name}", "{package}"{more})
"""

GOOD_PAGES = """
@hookimpl
def gonghui_pages():
    rows = [{{"key": 1, "a": "x"}}]
    return [TablePage("{name}.things", "东西", "core.tasks", columns=(Column("a", "A"),), rows=lambda w, a: rows)]
"""

BODIES: dict[str, str] = {
    "importerror": "import no_such_module_at_all",
    "syntaxerror": "def (",
    "systemexit": "raise SystemExit(3)",
    "unknownhook": HEAD + "\n@hookimpl\ndef gonghui_no_such_hook():\n    return 1\n",
    "wrongargument": HEAD + "\n@hookimpl\ndef gonghui_cards(work, nonsense):\n    return []\n",
    "badmanifest": HEAD.replace('return Manifest("{name}"', 'return Manifest("other"'),
    "rubbishmanifest": HEAD.replace("return Manifest(", "return ("),
    "raisesinpages": HEAD + "\n@hookimpl\ndef gonghui_pages():\n    raise ValueError('no pages today')\n",
    "nopages": HEAD + "\n@hookimpl\ndef gonghui_pages():\n    return None\n",
    "foreignpage": HEAD + GOOD_PAGES.replace('"{name}.things"', '"core.things"'),
    "wrongprefix": """
from gonghui_core.storage.base import Key, Table, new_metadata
from gonghui_core.storage.migrate import Schema
from sqlalchemy.orm import Mapped
class Base(Table):
    __abstract__ = True
    metadata = new_metadata()
class Strange(Base):
    __tablename__ = "members_strange"
    id: Mapped[Key]
"""
    + HEAD.replace("{more}", ', schema=Schema("{name}", "{package}", "0001", Base.metadata)'),
    "foreigntable": """
from gonghui_core.storage.base import CoreTable, Key
from sqlalchemy.orm import Mapped
class Intruder(CoreTable):
    __tablename__ = "foreigntable_intruder"
    id: Mapped[Key]
"""
    + HEAD
    + GOOD_PAGES,
    "badmapping": """
from gonghui_core.storage.base import Key, Table, new_metadata
from sqlalchemy.orm import Mapped, relationship
class Base(Table):
    __abstract__ = True
    metadata = new_metadata()
class Lost(Base):
    __tablename__ = "badmapping_lost"
    id: Mapped[Key]
    other = relationship("NoSuchClass")
"""
    + HEAD,
    "needsnewer": HEAD.replace("{more}", ', needs_core=">=99"'),
    "failingmigration": """
from gonghui_core.storage.base import Key, Table, new_metadata
from gonghui_core.storage.migrate import Schema
from sqlalchemy.orm import Mapped
class Base(Table):
    __abstract__ = True
    metadata = new_metadata()
class Thing(Base):
    __tablename__ = "failingmigration_thing"
    id: Mapped[Key]
"""
    + HEAD.replace("{more}", ', schema=Schema("{name}", "{package}", "0001", Base.metadata)'),
    "raisesinhooks": HEAD
    + """
@hookimpl
def gonghui_cards(work):
    raise RuntimeError("cards broke")

@hookimpl
def gonghui_tasks(work):
    yield Task("half way", "core.tasks")
    raise RuntimeError("tasks broke")

@hookimpl
def gonghui_search(work, text):
    return ["rubbish"]

@hookimpl
def gonghui_member_sections(work, member):
    work.session.execute(__import__("sqlalchemy").text("SELECT * FROM no_such_table"))

@hookimpl
def gonghui_annual_sections(work, year):
    raise SystemExit("annual broke")

@hookimpl
def gonghui_checks(work):
    return 7

@hookimpl
def gonghui_member_changed(work, member):
    raise KeyError("changed broke")

@hookimpl
def gonghui_happened(event):
    raise OSError("happened broke")
"""
    + GOOD_PAGES,
    "good": HEAD
    + """
@hookimpl
def gonghui_cards(work):
    return [Card("好", "1", "core.tasks")]
"""
    + GOOD_PAGES,
}

MIGRATION = """
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

def upgrade():
    from alembic import op
    import sqlalchemy as sa
    op.create_table("failingmigration_half", sa.Column("id", sa.Integer, primary_key=True))
    raise RuntimeError("half way")
"""


def write_plugin(
    folder: Path, name: str, body: str, *, requires: str = "gonghui-core", prefix: str = ""
) -> Candidate:
    """A package `gonghui_<name>` in `folder` with the metadata of an installed distribution."""
    package = f"{prefix}gonghui_{name}"
    home = folder / package
    (home / "migrations" / "versions").mkdir(parents=True, exist_ok=True)
    (home / "__init__.py").write_text("")
    if name == "failingmigration":
        (home / "migrations" / "versions" / "0001_fails.py").write_text(MIGRATION)
    text = body.replace("{name}", name).replace("{package}", package).replace("{more}", "")
    (home / "plugin.py").write_text(text.replace("{{", "{").replace("}}", "}"), encoding="utf-8")
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir(exist_ok=True)
    metadata = (
        f"Metadata-Version: 2.1\nName: {package.replace('_', '-')}\nVersion: 1.0\nRequires-Dist: {requires}\n"
    )
    (info / "METADATA").write_text(metadata)
    (info / "entry_points.txt").write_text(f"[gonghui]\n{name} = {package}.plugin\n")
    return Candidate(name, EntryPoint(name, f"{package}.plugin", "gonghui"), PathDistribution(info))


def write_all(folder: Path) -> list[Candidate]:
    """Every broken plugin, a good one, one twice, and one whose distribution asks for a newer core."""
    made = [write_plugin(folder, name, body) for name, body in BODIES.items()]
    made.append(write_plugin(folder, "good", BODIES["good"], prefix="twin_"))
    made.append(write_plugin(folder, "requiresnewer", BODIES["good"], requires="gonghui-core>=99"))
    return made

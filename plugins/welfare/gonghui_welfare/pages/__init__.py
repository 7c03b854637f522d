"""Pages of welfare."""

from gonghui_welfare.pages.aids import AIDS
from gonghui_welfare.pages.report import RUN
from gonghui_welfare.pages.runs import RECIPIENTS, RUNS

PAGES = (RUNS, RECIPIENTS, RUN, AIDS)

"""Measuring: processor seconds of a piece of work beside a floor measured in the same run."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Clock:
    """What a block took, in seconds: of the processor (children included) and of the wall."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure a block."""
    clock = Clock()
    gc.collect()
    cpu, wall = _cpu(), time.perf_counter()
    yield clock
    clock.cpu, clock.wall = _cpu() - cpu, time.perf_counter() - wall


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def best(work: Callable[[], object], times: int = 3) -> Clock:
    """The quickest of several runs, by processor seconds."""
    clocks = []
    for _run in range(times):
        with timed() as clock:
            work()
        clocks.append(clock)
    return min(clocks, key=lambda c: c.cpu)


@dataclass
class Table:
    """The results: each line names the work, its floor, both measures, the ratio and the budget of the design."""

    lines: list[tuple[str, str, float, float, str]] = field(default_factory=list)

    def add(self, work: str, seconds: float, floor: str, floor_seconds: float, budget: str) -> None:
        """Note one measure and its floor; both in seconds."""
        self.lines.append((work, floor, seconds, floor_seconds, budget))
        print(self._line(self.lines[-1]), flush=True)

    def seconds(self, work: str) -> float:
        """What the work whose name begins so took."""
        return next(line[2] for line in self.lines if line[0].startswith(work))

    def markdown(self) -> str:
        """The table as it stands in docs/benchmarks.md."""
        head = "| work | measured | floor | floor measured | ratio | budget |\n|---|---|---|---|---|---|"
        return "\n".join([head, *(self._line(line) for line in self.lines)]) + "\n"

    def _line(self, line: tuple[str, str, float, float, str]) -> str:
        work, floor, seconds, floor_seconds, budget = line
        ratio = f"{seconds / floor_seconds:.1f}" if floor_seconds else "–"
        return f"| {work} | {_shown(seconds)} | {floor} | {_shown(floor_seconds)} | {ratio} | {budget} |"


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"

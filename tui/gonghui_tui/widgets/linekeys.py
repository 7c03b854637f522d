"""What the keys do while lines are filled in: each answers whether the key was for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonghui_tui.widgets.linegrid import LineGrid


async def enter(grid: LineGrid) -> bool:
    """Take the cell and move on."""
    await grid.enter()
    return True


async def up(grid: LineGrid) -> bool:
    """One line up, or one candidate up."""
    return await _vertical(grid, -1)


async def down(grid: LineGrid) -> bool:
    """One line down, or one candidate down."""
    return await _vertical(grid, 1)


async def page_up(grid: LineGrid) -> bool:
    """Ten lines up."""
    return await _vertical(grid, -10)


async def page_down(grid: LineGrid) -> bool:
    """Ten lines down."""
    return await _vertical(grid, 10)


async def first(grid: LineGrid) -> bool:
    """To the first line."""
    return await _vertical(grid, -grid.lines.count)


async def last(grid: LineGrid) -> bool:
    """To the last line."""
    return await _vertical(grid, grid.lines.count)


async def _vertical(grid: LineGrid, step: int) -> bool:
    if grid.list_open:
        grid.move_in_list(step)
    else:
        row = max(0, min(grid.row + step, grid.lines.count - 1))
        if row != grid.row:
            await grid.settle()
            grid.go(row, grid.at)
    return True


async def left(grid: LineGrid) -> bool:
    """At the start of a text: the cell to the left."""
    return await _sideways(grid, grid.editor.cursor_position == 0, -1)


async def right(grid: LineGrid) -> bool:
    """At the end of a text: the cell to the right."""
    return await _sideways(grid, grid.editor.cursor_at_end, 1)


async def _sideways(grid: LineGrid, at_edge: bool, step: int) -> bool:
    if not at_edge or not grid.editor.selection.is_empty:
        return False
    beside = [index for index in grid.stops if (index - grid.at) * step > 0]
    if beside:
        await grid.settle()
        grid.go(grid.row, beside[0 if step > 0 else -1])
    return True


async def swap(grid: LineGrid) -> bool:
    """Move the amount to the other column of the pair; elsewhere a blank is typed."""
    pair = grid.lines.rules.swap
    if pair is None or grid.column.id not in pair:
        return False
    row, other = grid.row, pair[1] if grid.column.id == pair[0] else pair[0]
    grid.change(lambda: grid.lines.swap(row, pair))
    grid.stand(other)
    return True


async def balance(grid: LineGrid) -> bool:
    """Fill in what is lacking between the totals; elsewhere the sign is typed."""
    pair = grid.lines.rules.balance
    if pair is None or grid.column.id not in pair:
        return False
    grid.balance()
    return True


async def look_up(grid: LineGrid) -> bool:
    """Open the list of candidates."""
    await grid.look_up()
    return True


async def copy_above(grid: LineGrid) -> bool:
    """Copy the cell above."""
    row, column = grid.row, grid.column.id
    if row:
        grid.discard()
        grid.change(lambda: grid.lines.copy(column, row - 1, row))
    return True


async def insert_line(grid: LineGrid) -> bool:
    """A new line before this one."""
    row = grid.row
    if grid.lines.rules.grows:
        grid.change(lambda: grid.lines.insert(row))
    return True


async def delete_line(grid: LineGrid) -> bool:
    """Take this line out."""
    row = grid.row
    if grid.lines.rules.grows:
        grid.change(lambda: grid.lines.delete(row))
    return True


async def undo(grid: LineGrid) -> bool:
    """Take back what is being typed, or else the last change."""
    if not grid.discard() and grid.lines.undo():
        grid.show_lines()
    return True


async def leave(grid: LineGrid) -> bool:
    """Close the list; without one, keep what is typed and let the screen have the key."""
    if grid.close_list():
        return True
    await grid.settle()
    return False


ACTIONS: dict[str, Callable[[LineGrid], Awaitable[bool]]] = {
    "enter": enter, "ctrl+j": enter, "up": up, "down": down, "left": left, "right": right,
    "pageup": page_up, "pagedown": page_down, "ctrl+home": first, "ctrl+end": last,
    "space": swap, "ideographic_space": swap, "equals_sign": balance, "fullwidth_equals_sign": balance,
    "f2": look_up, "ctrl+d": copy_above, "ctrl+insert": insert_line, "ctrl+delete": delete_line,
    "ctrl+z": undo, "escape": leave,
}  # fmt: skip
"""Key (as Textual names it) → what it does."""

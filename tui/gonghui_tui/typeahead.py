"""Keys in the order in which they were typed, also when Enter has moved the focus in between.

On a slow line keys arrive in bursts. Textual hands each at once to the widget that has the focus then, so that
what is typed after Enter would end up in the field that Enter has left.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual import events
from textual.app import App

_LONGEST = 0.5  # seconds; a widget that waits for the application itself must not stop it


class TypeAhead(App[Any]):
    """An application that hands on a key only when the widget of the key before has dealt with it."""

    dealt_with: asyncio.Event | None = None

    async def on_event(self, event: events.Event) -> None:
        """Wait for the key before, then go on as Textual does."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        await self._key_before()
        receiver = self.focused
        await super().on_event(event)
        if receiver is not None:
            self.dealt_with = asyncio.Event()
            # Behind the key in the queue of the widget that got it.
            receiver.call_later(self.dealt_with.set)

    async def _key_before(self) -> None:
        if self.dealt_with is not None:
            try:
                await asyncio.wait_for(self.dealt_with.wait(), _LONGEST)
            except TimeoutError:
                self.dealt_with = None

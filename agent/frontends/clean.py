"""`video-jobs clean`: what the local editor keeps on the disk that can go, removed after a yes."""

import asyncio
import sys
from contextlib import aclosing

from agent.app import Choices, open_app
from agent.errors import BadArguments
from agent.events import Failed
from agent.frontends import signals
from agent.frontends.oneshot import Run, Style
from agent.frontends.signals import Stop
from agent.frontends.streams import note
from agent.handlers.asking import agreed
from agent.handlers.room import UNUSED_DAYS, clean
from agent.settings import Settings
from prompts import Language


def run(names: tuple[str, ...], settings: Settings, language: Language, style: Style, *, yes: bool, may_ask: bool) -> int:
    """Removes projects not used for the given number of days (7); the exit code. BadArguments for another word."""
    if len(names) > 1 or (names and not (names[0].isdecimal() and 1 <= int(names[0]) <= 36_500)):
        raise BadArguments("argument_days")
    days = int(names[0]) if names else UNUSED_DAYS
    asking = may_ask and style.output_format == "text" and sys.stdin.isatty() and sys.stderr.isatty()

    async def turn(told: Run, *, sure: bool) -> bool:
        """One turn; whether it wants a yes that can be asked for."""
        async with open_app(settings, Choices(interactive=False, scratch=True, agreed=sure)) as app:
            if settings.language == "auto":
                app.session.language = language
            told.begin(app)
            async with aclosing(app.agent.run_turn("", work=lambda turn: clean(turn, days))) as events:
                async for event in events:
                    if asking and isinstance(event, Failed) and event.code == "room_needs_yes":
                        note(event.message)
                        return True
                    told.event(event)
        return False

    async def main(stop: Stop) -> int:
        told = Run(style)
        if await turn(told, sure=yes):
            if agreed(await asyncio.to_thread(sys.stdin.readline)) is not True:
                return 0
            await turn(told, sure=True)
        return told.end([], stop)

    return signals.run(main)

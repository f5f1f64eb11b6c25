"""The terminal chat. `start` shows the prompt first and loads the rest while the person types."""

import asyncio
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.styles import Style

from agent.frontends.repl.chat import Chat, Conversation
from agent.frontends.repl.completer import ChatCompleter
from agent.frontends.repl.keys import bindings, takes_pastes
from agent.frontends.repl.terminal import keyboard

if TYPE_CHECKING:
    from agent.settings import Settings

COMMANDS = ("/help", "/status", "/export", "/undo", "/credits", "/new", "/quit")
STYLE = Style.from_dict({"bottom-toolbar": "noreverse", "status": "fg:ansibrightblack", "prompt": "bold"})


def start(settings: "Settings", choices: dict[str, Any]) -> int:
    """The chat until the person leaves. `choices` are the fields of `agent.app.Choices`, which is not loaded before the prompt is there."""

    def load() -> Conversation:
        from agent.app import Choices
        from agent.frontends.repl.conversation import AppConversation

        return AppConversation(settings, Choices(**choices))

    async def connect() -> Conversation:
        return await asyncio.to_thread(load)

    chat = Chat(connect)
    return asyncio.run(chat.run(prompt_session(chat, remembered(settings.folders.state / "history"), keyboard())))


def prompt_session(chat: Chat, history: History, terminal: Input | None = None) -> PromptSession[str]:
    """The prompt, with its keys, completion and bottom line; `terminal` is where the keys come from."""
    prompt: PromptSession[str] = PromptSession(
        [("class:prompt", "› ")], history=history, key_bindings=bindings(chat.interrupt),
        completer=ChatCompleter(dict.fromkeys(COMMANDS, "")),
        complete_while_typing=True, multiline=True, input=terminal, prompt_continuation="  ", style=STYLE,
        bottom_toolbar=lambda: chat.status.toolbar(shutil.get_terminal_size().columns), reserve_space_for_menu=4,
    )
    return takes_pastes(prompt)


def remembered(history: Path) -> History:
    """The history file, made 0600; in memory where that is not possible."""
    try:
        history.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        history.touch(mode=0o600)
        history.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(history))

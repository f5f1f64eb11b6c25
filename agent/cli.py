"""From the command line to the right front end. Nothing heavy is imported before it is known to be needed."""

import os
import sys

from agent import __version__

TYPE_CHECKING = False  # importing typing takes as long as all the rest of `--version`; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from agent.errors import VideoJobsError
    from agent.frontends.arguments import Arguments
    from agent.settings import Settings

VERSION = ("--version", "-V")
COMMANDS = ("demo", "plan", "recipe", "auth", "clean", "doctor")


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Runs the program with these arguments (default: the command line's). Gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if len(words) == 1 and words[0] in VERSION:
        sys.stdout.write(f"video-jobs {__version__}\n")
        return 0
    return _start(words)


def _start(words: "list[str]") -> int:
    import logging

    from agent.errors import VideoJobsError
    from agent.frontends.collector import relaxed
    from agent.frontends.streams import StdoutClosedError, prepare

    relaxed()
    logging.getLogger().addHandler(logging.NullHandler())
    prepare()
    try:
        return _dispatch(words)
    except VideoJobsError as error:
        return _refused(error, words)
    except StdoutClosedError as error:
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # outermost border: a bug of ours is a sentence, and its traceback is in the log
        _log()
        logging.getLogger(__name__).exception("unexpected")
        return _refused(VideoJobsError(why=type(error).__name__), words)


def _log() -> None:
    """Sees to it that there is a log, also where the run broke before it had one."""
    from contextlib import suppress

    from agent import logfile
    from agent.errors import VideoJobsError
    from agent.settings import folders

    with suppress(VideoJobsError):
        logfile.start(folders(os.environ).made("log"))


def _dispatch(words: "list[str]") -> int:
    """The subcommand or the front end that the words ask for."""
    from agent.frontends.arguments import parse

    command = words[0] if words and words[0] in COMMANDS else ""
    typed = parse(words[1:] if command else words)
    if typed.version or typed.help:
        return _told(typed, command)
    commands = {"plan": _plan, "demo": _demo, "recipe": _recipe, "auth": _auth, "clean": _clean, "doctor": _doctor}
    return commands.get(command, _conversation)(typed)


def _told(typed: "Arguments", command: str) -> int:
    """Version or help, on stdout."""
    from agent.frontends.streams import put

    if typed.version:
        put(f'{{"name":"video-jobs","version":"{__version__}"}}' if typed.json else f"video-jobs {__version__}")
        return 0
    from agent.frontends.surroundings import language_here
    from prompts import message

    put(message(f"cli.{command}_help" if command else "cli.help", language_here()))
    return 0


def _conversation(typed: "Arguments") -> int:
    """The chat where a person sits at the terminal, else one request."""
    from agent.errors import BadArguments
    from agent.frontends.streams import LONGEST, piped, readable

    asked = typed.prompt is not None or typed.output_format != "text"
    if not asked and sys.stdin.isatty() and sys.stdout.isatty():
        from agent.frontends.repl import start

        return start(_settings(typed), _choices(typed, interactive=not typed.no_input))
    text = readable(typed.prompt or "")
    if text == "-":
        text = ""
    stdin = piped(beside_text=bool(text))
    request = "\n".join(filter(None, (text, stdin)))
    if not request.strip() and not typed.files:
        raise BadArguments("no_message")
    if len(request) > LONGEST:
        raise BadArguments("message_too_long", limit=LONGEST)
    return _once(typed, request)


def _once(typed: "Arguments", request: str) -> int:
    settings = _settings(typed)
    from agent.app import Choices, open_app
    from agent.frontends import signals
    from agent.frontends.oneshot import Run, Style, oneshot
    from agent.handlers.cancelwords import cancelling

    run = Run(Style(typed.output_format, typed.quiet, typed.verbose))
    wish = cancelling(request, running=False)
    only = wish is not None and not wish.rest and not typed.files
    new = typed.resume is None and typed.session is None
    opened = open_app(settings, Choices(**{**_choices(typed, interactive=False), "files": (), "beside": only, "scratch": only and new}))
    return signals.run(lambda stop: oneshot(run, opened, (request, _paths(typed)), stop))


def _demo(typed: "Arguments") -> int:
    from dataclasses import replace
    from pathlib import Path

    from agent.settings import load

    flags = {"backend": "local", "output_dir": typed.output}
    from agent.app import Choices, open_app
    from agent.frontends import signals
    from agent.frontends.demo import FOLDER, demo
    from agent.frontends.oneshot import Run, Style

    folder = Path(typed.output).expanduser() if typed.output else FOLDER
    settings = replace(load(flags), output_dir=folder)
    run = Run(Style(typed.output_format, typed.quiet, typed.verbose))
    opened = open_app(settings, Choices(interactive=False, scratch=True))
    return signals.run(lambda stop: demo(run, opened, folder, stop))


def _plan(typed: "Arguments") -> int:
    from agent.errors import BadArguments
    from agent.frontends.planning import show, show_edits
    from agent.frontends.streams import piped, readable

    words, *clips = (*filter(None, (typed.prompt,)), *typed.files) or ("",)
    if not typed.edits:
        words, clips = " ".join((words, *clips)), []
    text = piped(beside_text=False) if words == "-" else readable(words)
    if not text.strip():
        raise BadArguments("argument_request")
    as_json = typed.json or typed.output_format != "text"
    if not typed.edits:
        return show(text, _settings(typed), as_json=as_json)
    if len(clips) > 1:
        raise BadArguments("argument_one_file", option="plan --edits")
    return show_edits(text, next(iter(_paths_of(clips)), None), _settings(typed), as_json=as_json)


def _recipe(typed: "Arguments") -> int:
    from agent.errors import BadArguments
    from agent.frontends.recipes import VERBS, Desk, run

    verb, *names = typed.files or ("list",)
    if verb not in VERBS:
        raise BadArguments("argument_verb", option="recipe", value=verb, allowed=", ".join(VERBS))
    if typed.prompt is not None:
        raise BadArguments("argument_no_request", option="recipe")
    _paths_of((*names, typed.output or ""))
    from agent.app import Choices
    from agent.frontends.oneshot import Style
    from agent.frontends.surroundings import language_of

    settings = _settings(typed)
    style = Style("json" if typed.json and typed.output_format == "text" else typed.output_format, typed.quiet, typed.verbose)
    choices = Choices(**{**_choices(typed, interactive=False), "files": ()})
    return run(verb, tuple(names), Desk(settings, language_of(settings), style, choices, may_ask=not typed.no_input))


def _auth(typed: "Arguments") -> int:
    from agent.errors import BadArguments
    from agent.frontends.surroundings import language_of

    verb, *rest = typed.files or ("status",)
    if rest or typed.prompt is not None:
        raise BadArguments("argument_token" if verb == "login" else "argument_no_files", option="auth")
    from agent.frontends.auth import VERBS, Desk, run

    if verb not in VERBS:
        raise BadArguments("argument_verb", option="auth", value=verb, allowed=", ".join(VERBS))
    settings = _settings(typed)
    as_json = typed.json or typed.output_format != "text"
    return run(verb, Desk(settings, language_of(settings), as_json=as_json, agreed=typed.yes, may_ask=not typed.no_input))


def _clean(typed: "Arguments") -> int:
    from agent.errors import BadArguments
    from agent.frontends.surroundings import language_of

    if typed.prompt is not None:
        raise BadArguments("argument_no_request", option="clean")
    from agent.frontends.clean import run
    from agent.frontends.oneshot import Style
    from agent.settings import load

    settings = load({"backend": "local"})
    style = Style("json" if typed.json else typed.output_format, typed.quiet, typed.verbose)
    return run(typed.files, settings, language_of(settings), style, yes=typed.yes, may_ask=not typed.no_input)


def _doctor(typed: "Arguments") -> int:
    from agent.errors import BadArguments

    if typed.files or typed.prompt is not None:
        raise BadArguments("argument_no_files", option="doctor")
    from agent.frontends.doctor import run

    return run({"backend": typed.backend, "platform": typed.platform}, as_json=typed.json or typed.output_format != "text")


def _settings(typed: "Arguments") -> "Settings":
    from agent.settings import load

    return load({"backend": typed.backend, "platform": typed.platform})


def _choices(typed: "Arguments", *, interactive: bool) -> "dict[str, Any]":
    """The fields of `agent.app.Choices`, which is not loaded before the prompt is there."""
    from pathlib import Path

    return {
        "resume": typed.resume, "session": typed.session, "target": Path(typed.output) if typed.output else None,
        "interactive": interactive, "agreed": typed.yes, "files": _paths(typed),
    }


def _paths(typed: "Arguments") -> "tuple[Path, ...]":
    _paths_of([typed.output or ""])
    return _paths_of(typed.files)


def _paths_of(names: "Sequence[str]") -> "tuple[Path, ...]":
    from pathlib import Path

    from agent.errors import BadInput
    from agent.frontends.streams import readable

    for name in names:
        if readable(name) != name:
            raise BadInput("file_name_letters", name=readable(name))
    return tuple(Path(name).expanduser() for name in names)


def _refused(error: "VideoJobsError", words: "list[str]") -> int:
    """One sentence on stderr, or the `result` in the format that was asked for."""
    from agent.frontends.arguments import asked_format
    from agent.frontends.oneshot import Run, Style
    from agent.frontends.signals import Stop
    from agent.frontends.surroundings import language_here

    return Run(Style(asked_format(words))).refused(error, language_here(), Stop())


if __name__ == "__main__":
    sys.exit(main())

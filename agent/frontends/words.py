"""The words of an error where there is no conversation yet: on the way from the command line to the first message."""

from agent.context import TYPES
from agent.errors import VideoJobsError
from agent.events import Failed
from prompts import Language, message

UNKNOWN = ("name", "reason", "why", "host", "path", "log_path", "reply_link", "id", "register", "folder")
"""What the words of some error take and another one does not have."""


def told(error: VideoJobsError, language: Language) -> Failed:
    """The error as an event. Errors of the command line have their words in `cli`."""
    values = {**dict.fromkeys(UNKNOWN, ""), "types": TYPES, **error.values}
    if error.message.startswith("argument_"):
        values["why"] = message(f"cli.{error.message}", language, **values)
        name = "bad_arguments"
    else:
        name = error.message
    try:
        hint = message(f"error.{name}_hint", language, **values)
    except KeyError:
        hint = ""
    return Failed(code=error.code, message=message(f"error.{name}", language, **values), hint=hint, retryable=error.retryable,
                  sent=error.sent, exit_code=error.exit_code)

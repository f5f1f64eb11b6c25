"""Every error that crosses a border inside the agent. Foreign errors are translated where they arise, with `from`.

    VideoJobsError                  one sentence, a code, a hint, an exit code
    ├── BadArguments                64   a flag or a message that cannot be carried out
    ├── BadInput                    65   a file: missing, unreadable, empty, wrong type, too large
    ├── NothingToExport             65   no timeline yet
    ├── ServiceError                     what a backend answered
    │   ├── Unauthorised            77   1001, HTTP 401
    │   ├── NoSuchSession           70   1002, 404 "Session not found"
    │   ├── OutOfCredits            77   2001
    │   ├── UnsupportedFile         65   4001, 415
    │   ├── FileTooLarge            65   4002, 413
    │   ├── PlanRequired            77   402
    │   ├── RateLimited             75   429
    │   ├── TurnRunning             75   409
    │   ├── RequestRefused          70   307 400 403 405 422: our request is wrong
    │   └── ServiceUnavailable      69   408, 5xx, unknown codes, answers that are no answer
    ├── ConnectionLost              69   the line: refused, unknown host, TLS, time-out, cut
    ├── EditFailed                  70   an error frame in the stream
    ├── RenderFailed                70   the export failed
    ├── OutputError                 73   the result cannot be written
    ├── StateError                  73   the state directory cannot be written
    ├── ConfigurationError          78   settings, `.env` or config file
    └── BackendStartError           69   the local backend did not start

The words of an error are a message name of `prompts/messages` (`error.<message>`) with its values; front ends render them.
"""

from collections.abc import Mapping
from typing import Any, Literal

Sent = Literal["yes", "no", "unknown"]


class VideoJobsError(Exception):
    """Base: `message` names a text of prompts/messages/*/error.j2, `values` fill it; `sent` tells whether a request left us."""

    code = "internal"
    exit_code = 1
    retryable = False
    message = "internal"

    def __init__(self, message: str | None = None, *, sent: Sent = "no", log: str = "", **values: Any) -> None:
        """`message` overrides the class's own text name; `log` is for the log file only and never shown."""
        self.message = message or type(self).message
        self.values: Mapping[str, Any] = values
        self.sent: Sent = sent
        self.log = log
        super().__init__(f"{self.code}: {self.message} {dict(values)} {log}".strip())


class BadArguments(VideoJobsError):
    """A flag, a setting on the command line, or a message that cannot be carried out."""

    code, exit_code, message = "bad_arguments", 64, "bad_arguments"


class BadInput(VideoJobsError):
    """A file that cannot be used; the message name tells why (`file_missing`, `file_empty`, `file_type` …)."""

    code, exit_code, message = "bad_input", 65, "file_unreadable"


class NothingToExport(VideoJobsError):
    """The timeline has no segment yet."""

    code, exit_code, message = "nothing_to_export", 65, "nothing_to_export"


class ServiceError(VideoJobsError):
    """A backend answered with an error. `wire_code` is the code of the contract's table, or the HTTP status."""

    code, exit_code, message = "service", 69, "service_unavailable"

    def __init__(self, message: str | None = None, *, wire_code: int = 0, sent: Sent = "yes", log: str = "", **values: Any) -> None:
        super().__init__(message, sent=sent, log=log, **values)
        self.wire_code = wire_code


class Unauthorised(ServiceError):
    """1001 or HTTP 401: the token is bad or expired."""

    code, exit_code, message = "unauthorised", 77, "unauthorised"


class NoSuchSession(ServiceError):
    """1002, or 404 `Session not found`: the project is gone."""

    code, exit_code, message = "no_such_session", 70, "no_such_session"


class OutOfCredits(ServiceError):
    """2001: no credits left."""

    code, exit_code, message = "out_of_credits", 77, "out_of_credits"


class UnsupportedFile(ServiceError):
    """4001 or 415: the backend does not take this type."""

    code, exit_code, message = "unsupported_file", 65, "file_type"


class FileTooLarge(ServiceError):
    """4002 or 413: over the backend's limit."""

    code, exit_code, message = "file_too_large", 65, "file_too_large"


class PlanRequired(ServiceError):
    """402: the plan does not include the export."""

    code, exit_code, message = "plan_required", 77, "plan_required"


class RateLimited(ServiceError):
    """429. `retry_after_s` where the answer named it."""

    code, exit_code, message = "rate_limited", 75, "rate_limited"
    retryable = True

    def __init__(self, message: str | None = None, *, retry_after_s: float | None = None, **keys: Any) -> None:
        super().__init__(message, wait_s=retry_after_s or 0.0, **keys)
        self.retry_after_s = retry_after_s


class TurnRunning(ServiceError):
    """409: a turn of this session is running."""

    code, exit_code, message = "turn_running", 75, "turn_running"
    retryable = True


class RequestRefused(ServiceError):
    """307, 400, 403, 405, 422: the request was wrong, which is our fault."""

    code, exit_code, message = "request_refused", 70, "request_refused"


class ServiceUnavailable(ServiceError):
    """408, 5xx, an unknown code, or an answer that is no answer."""

    code, exit_code, message = "service_unavailable", 69, "service_unavailable"
    retryable = True


class ConnectionLost(VideoJobsError):
    """The line: `reason` is one of refused, unknown_host, tls, timeout, cut."""

    code, exit_code, message = "connection_lost", 69, "connection_lost"
    retryable = True


class EditFailed(VideoJobsError):
    """An error frame inside the stream; the timeline was read afterwards."""

    code, exit_code, message = "edit_failed", 70, "edit_failed"
    retryable = True


class RenderFailed(VideoJobsError):
    """The export failed, also a second time; `render_lost`, `render_stopped`: it is unknown, or was stopped by somebody else."""

    code, exit_code, message = "render_failed", 70, "render_failed"
    retryable = True


class OutputError(VideoJobsError):
    """The result cannot be written where it was asked for."""

    code, exit_code, message = "output_unwritable", 73, "output_unwritable"


class StateError(VideoJobsError):
    """The state directory cannot be made or written."""

    code, exit_code, message = "state_unwritable", 73, "state_unwritable"


class ConfigurationError(VideoJobsError):
    """A setting is wrong; `name` says which, `why` what is wrong with it."""

    code, exit_code, message = "configuration", 78, "configuration"


class BackendStartError(VideoJobsError):
    """The local backend did not come up; `why` is its last log line."""

    code, exit_code, message = "backend_start", 69, "backend_start"
    retryable = True

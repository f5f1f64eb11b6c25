"""What the endpoints answer, read tolerantly: every key is optional but the one asked for, unknown keys and values never hurt."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from agent.client.clean import clean_line
from agent.client.jsontext import comes_back, parse

Json = dict[str, Any]
RenderStatus = Literal["waiting", "done", "failed", "cancelled", "unknown"]
_LONGEST_LINK = 8_000
_STATUS: Mapping[str, RenderStatus] = {
    "completed": "done", "success": "done", "succeeded": "done", "done": "done",
    "failed": "failed", "error": "failed", "cancelled": "cancelled", "canceled": "cancelled",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token. `expires_at` in Unix seconds."""

    token: str = field(repr=False)
    user_id: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class NewSession:
    """A created session; everything but its id may be empty."""

    session_id: str
    task_id: str = ""
    user_id: str = ""
    bind_id: str = ""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """An uploaded or generated file as the backend lists it. Sizes and seconds are None where unknown."""

    name: str
    kind: str = ""
    url: str = ""
    duration_s: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What an upload came to. `applied`: the backend says that the project knows the files; otherwise read the state."""

    files: tuple[MediaFile, ...]
    applied: bool


@dataclass(frozen=True, slots=True)
class Credits:
    """The balance: never negative."""

    available: int
    frozen: int
    total: int


@dataclass(frozen=True, slots=True)
class State:
    """A project as the backend has it. `draft` is opaque and goes back to a render untouched.

    `busy`: whether a turn is at work in it, `recipe`: its edits one by one; None where the backend does not tell, as the cloud.
    """

    snapshot: Json = field(default_factory=dict)
    user_id: str = ""
    bind_id: str = ""
    busy: bool | None = None
    recipe: Json | None = None

    @property
    def draft(self) -> Json | None:
        """The draft's own object, None where there is none."""
        draft = self.snapshot.get("draft")
        return draft if isinstance(draft, dict) and draft else None

    @property
    def video_infos(self) -> tuple[MediaFile, ...]:
        """The material."""
        return media_files(self.snapshot.get("video_infos"))

    @property
    def generated_media(self) -> tuple[MediaFile, ...]:
        """What the backend generated."""
        return media_files(self.snapshot.get("generated_media"))

    @property
    def has_material(self) -> bool:
        """Whether any file is in the project."""
        return bool(self.snapshot.get("video_infos"))

    @property
    def has_timeline(self) -> bool:
        """Whether there is a draft."""
        return self.draft is not None

    @property
    def exportable(self) -> bool:
        """Whether some track has a segment."""
        tracks = (self.draft or {}).get("t")
        return isinstance(tracks, list) and any(isinstance(track, dict) and bool(track.get("sg")) for track in tracks)

    @property
    def draft_intact(self) -> bool:
        """Whether the draft can be sent back exactly as it came; a draft that cannot is never submitted."""
        return comes_back(self.draft)


@dataclass(frozen=True, slots=True)
class Render:
    """An export job. `progress` 0..100; `error` is for the log only. `done` means done with an address."""

    id: str
    status: RenderStatus
    progress: int | None = None
    url: str = ""
    duration_s: float | None = None
    size_bytes: int | None = None
    error: str = ""
    url_missing: bool = False


def text_of(value: Any) -> str:
    """A one-line text; numbers that stand for ids become decimal strings, everything else is ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean_line(value, 400) if isinstance(value, str) else ""


def link_of(value: Any) -> str:
    """An address as it came, whole or not at all: signed ones are long, and a part of one leads nowhere."""
    link = value.strip() if isinstance(value, str) else ""
    return link if len(link) <= _LONGEST_LINK and link.isprintable() and " " not in link else ""


def number_of(value: Any) -> float | None:
    """A finite number that is not negative, also where it came as text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e15 and math.isfinite(value) else None


def whole_of(value: Any) -> int | None:
    """A whole number that is not negative."""
    number = number_of(value)
    return None if number is None else int(number)


def first(data: Mapping[str, Any], *keys: str) -> Any:
    """The first value under `keys` that is there and not null."""
    return next((data[key] for key in keys if data.get(key) is not None), None)


def new_session(data: Json) -> NewSession:
    """A reply of create-session."""
    return NewSession(
        text_of(first(data, "session_id", "sessionId")), text_of(first(data, "task_id", "taskId")),
        text_of(first(data, "user_id", "userId")), text_of(first(data, "bind_id", "bindId")),
    )  # fmt: skip


def media_files(items: Any) -> tuple[MediaFile, ...]:
    """The items of `video_infos`, `generated_media` or an upload reply: a list, or an object of items."""
    if isinstance(items, dict):
        items = list(items.values())
    return tuple(_media_file(item) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _media_file(item: Json) -> MediaFile:
    url = link_of(first(item, "cdn_url", "url"))
    name = text_of(first(item, "filename", "name", "title", "file_name")) or text_of(url.split("?", 1)[0].rsplit("/", 1)[-1])
    return MediaFile(
        name, text_of(first(item, "file_type", "type")), url, number_of(item.get("duration")),
        whole_of(item.get("width")), whole_of(item.get("height")),
    )  # fmt: skip


def uploaded(data: Json) -> Uploaded:
    """An upload reply; no file in it means that the upload failed."""
    return Uploaded(media_files(first(data, "files", "uploaded_files")), data.get("session_state_applied") is True)


def credits(data: Json) -> Credits:
    """A balance; what is missing or negative counts as 0."""
    available, frozen = whole_of(data.get("available")) or 0, whole_of(data.get("frozen")) or 0
    total = whole_of(data.get("total"))
    return Credits(available, frozen, available + frozen if total is None else total)


def state(data: Json) -> State:
    """A project: the page's keys under `state` or directly in the payload."""
    body = data["state"] if isinstance(data.get("state"), dict) else data
    draft = body.get("draft")
    if isinstance(draft, str):
        draft = parse(draft)
    snapshot = {
        "draft": draft if isinstance(draft, dict) else {},
        "video_infos": body.get("video_infos") or [],
        "generated_media": body.get("generated_media") or [],
    }
    user_id, bind_id = (text_of(first(data, key) or first(body, key)) for key in ("user_id", "bind_id"))
    busy = data.get("turn_running")
    recipe = data.get("recipe")
    return State(snapshot, user_id, bind_id, busy if isinstance(busy, bool) else None, recipe if isinstance(recipe, dict) else None)


def render(body: Json, render_id: str) -> Render:
    """A submit or poll reply: each fact from the body, else from `data`. An unknown status word means waiting."""
    data = body["data"] if isinstance(body.get("data"), dict) else {}
    output: Json = next((part["output"] for part in (body, data) if isinstance(part.get("output"), dict)), {})
    status = _STATUS.get(_word(first(body, "status") or first(data, "status")), "waiting")
    url = next((text for part in (output, body, data) if (text := _url(part))), "")
    error = first(body, "error") or first(data, "error")
    progress = whole_of(first(body, "progress") if body.get("progress") is not None else first(data, "progress"))
    ids = first(data, "id", "taskId", "task_id") or first(body, "id", "taskId", "task_id")
    return Render(
        text_of(ids) or render_id, "waiting" if status == "done" and not url else status,
        None if progress is None else min(progress, 100), url, number_of(output.get("duration")), whole_of(output.get("size")),
        clean_line(error if isinstance(error, str) else repr(error)) if error else "", status == "done" and not url,
    )  # fmt: skip


def _word(value: Any) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _url(part: Json) -> str:
    value = first(part, "url", "outputUrl", "output_url")
    return value.strip() if isinstance(value, str) else ""

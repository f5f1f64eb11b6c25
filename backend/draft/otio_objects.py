"""The objects of an OTIO document as JSON. Times are whole frames at a rate in frames per second."""

from typing import Any

Json = dict[str, Any]
DISSOLVE, CUSTOM = "SMPTE_Dissolve", "Custom_Transition"


def time(value: int, rate: float) -> Json:
    """So many frames."""
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(value)}


def span(start: int, length: int, rate: float) -> Json:
    """A stretch of frames."""
    return {"OTIO_SCHEMA": "TimeRange.1", "duration": time(length, rate), "start_time": time(start, rate)}


def clip(name: str, source: Json, media: Json, effects: list[Json], metadata: Json) -> Json:
    """A stretch of a file."""
    return {"OTIO_SCHEMA": "Clip.2", "metadata": metadata, "name": name, "source_range": source, "effects": effects, "markers": [],
            "enabled": True, "media_references": {"DEFAULT_MEDIA": media}, "active_media_reference_key": "DEFAULT_MEDIA"}


def text_clip(text: str, source: Json, parameters: Json) -> Json:
    """A text that the other editor has to draw."""
    generator = {"OTIO_SCHEMA": "GeneratorReference.1", "metadata": {}, "name": text, "available_range": None,
                 "available_image_bounds": None, "generator_kind": "text", "parameters": parameters}
    return clip(text, source, generator, [], {})


def gap(source: Json) -> Json:
    """Nothing, for so long."""
    return {"OTIO_SCHEMA": "Gap.1", "metadata": {}, "name": "", "source_range": source, "effects": [], "markers": [], "enabled": True}


def transition(kind: str, reach: tuple[int, int], rate: float) -> Json:
    """A transition that reaches so many frames before and behind the cut."""
    return {"OTIO_SCHEMA": "Transition.1", "metadata": {"video_jobs": {"kind": kind}}, "name": kind, "in_offset": time(reach[0], rate),
            "out_offset": time(reach[1], rate), "transition_type": DISSOLVE if kind == "crossfade" else CUSTOM}


def warp(factor: float) -> Json:
    """Another speed; below zero backwards."""
    return {"OTIO_SCHEMA": "LinearTimeWarp.1", "metadata": {}, "name": "", "effect_name": "LinearTimeWarp", "time_scalar": factor,
            "enabled": True}


def freeze() -> Json:
    """A still."""
    return {"OTIO_SCHEMA": "FreezeFrame.1", "metadata": {}, "name": "", "effect_name": "FreezeFrame", "time_scalar": 0.0, "enabled": True}


def marker(name: str, marked: Json) -> Json:
    """A named moment."""
    return {"OTIO_SCHEMA": "Marker.2", "metadata": {}, "name": name, "color": "GREEN", "marked_range": marked, "comment": ""}


def track(kind: str, name: str, children: list[Json]) -> Json:
    """A track of `kind` Video or Audio."""
    return {"OTIO_SCHEMA": "Track.1", "metadata": {}, "name": name, "source_range": None, "effects": [], "markers": [], "enabled": True,
            "children": children, "kind": kind}


def file(name: str, url: str, available: Json | None) -> Json:
    """A reference to a file; `available` is all of it, None for a still."""
    return {"OTIO_SCHEMA": "ExternalReference.1", "metadata": {}, "name": name, "available_range": available,
            "available_image_bounds": None, "target_url": url}


def missing(name: str) -> Json:
    """A reference to something that is no file."""
    return {"OTIO_SCHEMA": "MissingReference.1", "metadata": {}, "name": name, "available_range": None, "available_image_bounds": None}

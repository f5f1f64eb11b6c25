"""The strict JSON schema of a plan, made from the edit vocabulary: closed objects, every key required, what was not said is null. Pure."""

from functools import cache
from typing import Any, get_args

from backend.director.refusals import reasons
from backend.edits import AnyEdit, Edit

HIDDEN = frozenset({"facts", "moving"})
"""What analysis finds; a model may not bring it along."""
OPS: dict[str, type[Edit]] = {kind.model_fields["op"].default: kind for kind in get_args(get_args(AnyEdit)[0])}
"""Every edit of the vocabulary by its op."""

Schema = dict[str, Any]


@cache
def plan_schema() -> Schema:
    """What a plan must look like."""
    text, place = {"type": "string"}, {"type": "integer"}
    edit = {"anyOf": [_closed(_properties(kind)) for kind in OPS.values()]}
    reason = {"type": "string", "enum": list(reasons())}
    return _closed({
        "edits": {"type": "array", "items": _closed({"words": text, "after": place, "edit": edit})},
        "cannot": {"type": "array", "items": _closed({"reason": reason, "words": text})},
    })


@cache
def lines_schema() -> Schema:
    """What a translation must look like."""
    return _closed({"lines": {"type": "array", "items": {"type": "string"}}})



def _properties(kind: type[Edit]) -> Schema:
    schema = kind.model_json_schema(by_alias=True)
    return {name: _plain(value) for name, value in schema["properties"].items() if name not in HIDDEN}


def _plain(value: Schema) -> Schema:
    """One property without titles and defaults; a constant becomes a list of one, which every server knows."""
    plain = {key: one for key, one in value.items() if key not in ("title", "default", "const")}
    if "const" in value:
        plain["enum"] = [value["const"]]
    if "anyOf" in value:
        plain["anyOf"] = [_plain(one) for one in value["anyOf"]]
    return plain


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}

"""What all edits share: the base model and the closed sets of words."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Ratio = Literal["9:16", "16:9", "1:1", "4:5", "4:3", "21:9", "3:4", "2:3"]
Place = Literal["top", "center", "bottom", "top_left", "top_right", "bottom_left", "bottom_right"]
Size = Literal["small", "medium", "large"]
TransitionKind = Literal["crossfade", "fade_black", "fade_white", "wipe", "slide", "zoom"]
SoundTarget = Literal["clip", "music", "all"]


class Edit(BaseModel):
    """Base of all edits: frozen, strict about names; JSON uses the vocabulary's own keys (`from`, `in`)."""
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def said(self) -> dict[str, Any]:
        """The edit as the vocabulary writes it: op and the parameters that were said."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"facts", "moving"})

"""Which edits a word can mean, when one of them is to be taken back."""

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

OPS: dict[str, tuple[str, ...]] = {
    "caption": ("captions", "translate_captions", "remove_captions"),
    "title": ("title", "remove_title"),
    "music": ("music", "remove_music", "volume"),
    "colour": ("color",),
    "brightness": ("color",),
    "contrast": ("color",),
    "saturation": ("color",),
    "brighter": ("color",),
    "darker": ("color",),
    "speed_noun": ("speed",),
    "speed_up": ("speed",),
    "slow_down": ("speed",),
    "zoom_in": ("zoom",),
    "zoom_out": ("zoom",),
    "zoom_noun": ("zoom",),
    "crop": ("crop", "aspect"),
    "rotate": ("rotate",),
    "flip": ("flip",),
    "fade": ("fade",),
    "transition": ("transition", "merge"),
    "silence": ("trim_silence",),
    "filler": ("remove_fillers",),
    "cut": ("cut", "trim", "keep", "delete_clip", "crop", "aspect"),
    "trim": ("trim", "cut", "keep"),
    "blur": ("blur",),
    "stabilize": ("stabilize",),
    "sharpen": ("sharpen",),
    "bleep": ("bleep",),
    "shake": ("stabilize",),
    "ratio_noun": ("aspect",),
    "logo": ("overlay",),
    "pip": ("overlay",),
    "sound": ("volume", "mute", "normalize", "denoise"),
    "voice": ("mute", "volume"),
    "denoise": ("denoise",),
    "noise": ("denoise",),
    "normalize": ("normalize",),
    "chapter": ("chapters",),
    "split": ("split",),
    "merge": ("merge",),
    "reverse": ("reverse",),
    "freeze": ("freeze",),
    "loop": ("loop",),
    "mute": ("mute",),
    "length": ("duration",),
    "resolution_noun": ("resolution",),
    "fps_noun": ("fps",),
    "translate": ("translate_captions",),
    "crossfade": ("transition",),
    "wipe": ("transition",),
    "slide": ("transition",),
    "bw": ("color",),
    "warm": ("color",),
    "cool": ("color",),
    "cinematic": ("color",),
    "vintage": ("color",),
    "vivid": ("color",),
    "fade_black": ("transition",),
    "move": ("move_clip",),
    "volume": ("volume",),
    "increase": ("volume",),
    "louder": ("volume",),
    "quieter": ("volume",),
    "image": ("overlay",),
    "duck": ("music",),
    "order": ("move_clip",),
    "background": ("blur",),
    "9:16": ("aspect",),
    "16:9": ("aspect",),
    "1:1": ("aspect",),
    "4:5": ("aspect",),
    "clip": ("delete_clip", "cut", "trim"),
    "remove": ("cut", "trim", "delete_clip", "trim_silence"),
    "swap": ("move_clip",),
    "bars": ("aspect",),
    "normal": ("speed",),
    "best": ("best_moments",),
}
LOOSE = {"clip", "remove", "increase", "move", "length"}
EFFECTS = {
    "zoom_in",
    "zoom_noun",
    "colour",
    "transition",
    "blur",
    "speed_up",
    "slow_down",
    "crop",
    "flip",
    "rotate",
    "stabilize",
    "freeze",
    "loop",
    "reverse",
    "chapter",
    "bw",
    "warm",
    "cool",
    "cinematic",
    "vintage",
    "vivid",
    "crossfade",
    "fade",
    "logo",
    "pip",
    "wipe",
    "slide",
    "speed_noun",
    "bars",
}


_ITSELF = EFFECTS - {"colour", "speed_noun"} | {"caption", "title", "music"}
"""What is never meant by another name: where it is not on the timeline, nothing is undone in its place."""


def named_op(c: Clause, talk: Talk, verb: Token | None) -> str | None:
    """The op that the clause names: one on the timeline if possible."""
    tokens = [t for t in c.tokens if t is not verb and (t.kind not in ("rel", "quote") or t.name == "normal") and t.name in OPS]
    tokens.sort(key=lambda t: (t.name in LOOSE, t.kind == "verb" and t.name != "fade"))
    stack = [e.op for e in reversed(talk.scene.before)]
    for token in tokens:
        named = next((op for op in stack if op in OPS[token.name]), None)
        if named:
            c.claim(*tokens)
            return named
    firm = [t for t in tokens if t.name not in LOOSE and (t.kind != "verb" or t.name in EFFECTS) and t.name != "sound"]
    gone = next((t for t in firm if not stack or t.name in _ITSELF), None)
    return OPS[gone.name][0] if gone else None

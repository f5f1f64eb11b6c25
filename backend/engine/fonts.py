"""The font for a set of texts: one that has every letter, so that nothing is ever drawn as an empty box.

The bundled fonts come first (they draw English and Chinese on any machine), then a font of the system that covers all, then a mix.
Emoji that no chosen font has are left out and named in `dropped`; a letter that no font has raises GlyphError.
"""

import functools
import re
import shutil
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from backend.engine.fontface import Face, folders, installed, read
from backend.engine.letters import JOINERS, ink, is_ink, is_picture, package

DATA = Path(__file__).with_name("fonts_data")
WORD = re.compile(r"[\u2e80-\uffef]|\s+|[^\s\u2e80-\uffef]+")
ZERO_WIDTH_JOINER = "\u200d"
BUNDLED = ("VideoJobsSans.otf", "VideoJobsLatin.ttf")


class GlyphError(Exception):
    """No installed font has these letters. `missing`: the letters; `package`: the Debian package that would bring them."""

    def __init__(self, missing: str, package: str) -> None:
        super().__init__(f"no font for {missing!r}")
        self.missing = missing
        self.package = package


@dataclass(frozen=True)
class FontChoice:
    """The fonts for a set of texts. `others` draw what the main face lacks; `dropped` are emoji that will be left out."""

    face: Face
    others: tuple[Face, ...] = ()
    dropped: str = ""

    @property
    def family(self) -> str:
        return self.face.family

    @property
    def file(self) -> Path:
        return self.face.file

    @property
    def directory(self) -> Path:
        """The folder of the main file. A render that may need `others` takes `gather` instead."""
        return self.face.file.parent

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that the texts need, main one first."""
        return tuple(dict.fromkeys(face.file for face in (self.face, *self.others)))

    def _face_of(self, word: str) -> Face:
        """The face that draws a whole word: the main one for spaces, and where none has it all."""
        needed = ink([word])
        return next((face for face in (self.face, *self.others) if needed <= face.letters), self.face)

    def drawable(self, text: str) -> str:
        """The text composed, without what cannot be drawn: emoji no font has, their joiners, control signs other than line breaks."""
        shown = "".join(letter for letter in unicodedata.normalize("NFC", text.replace("\t", " ")) if letter == "\n" or self._draws(letter))
        return re.sub(r"[ \t]{2,}", " ", shown)

    def _draws(self, letter: str) -> bool:
        if is_ink(letter):
            return any(ord(letter) in face.letters for face in (self.face, *self.others))
        kept = ord(letter) not in JOINERS or (letter == ZERO_WIDTH_JOINER and not self.dropped)
        return kept and unicodedata.category(letter) != "Cc"

    def width_em(self, text: str) -> float:
        """The width of one line in em."""
        return sum(face.width_em(stretch) for face, stretch in self.runs(text))

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """The text in stretches of one face; a word is not divided unless no face has all its letters."""
        if not self.others:
            return [(self.face, text)] if text else []
        runs: list[tuple[Face, str]] = []
        for word in WORD.findall(text):
            whole = ink([word]) <= self._face_of(word).letters
            for piece in (word,) if whole else tuple(word):
                face = self._face_of(piece)
                if runs and (runs[-1][0] is face or not ink([piece])):
                    runs[-1] = (runs[-1][0], runs[-1][1] + piece)
                else:
                    runs.append((face, piece))
        return runs


@functools.cache
def bundled() -> tuple[Face, ...]:
    """The faces that come with the program."""
    return tuple(face for name in BUNDLED for face in read(DATA / name))


def choose(texts: Iterable[str], *, where: tuple[Path, ...] | None = None) -> FontChoice:
    """The fonts that draw all `texts`; raises GlyphError. `where`: font folders instead of the system's. Blocks: call it in a thread."""
    needed = ink(texts)
    letters = {code for code in needed if not is_picture(chr(code))}
    own = bundled()
    chosen = _covering(own, letters) or _mix(own, letters)
    if chosen is None:
        every = (*own, *installed(folders() if where is None else where))
        chosen = _covering(every, letters) or _mix(every, letters)
    if chosen is None:
        rest = letters - _letters(every)
        raise GlyphError("".join(map(chr, sorted(rest))), package(rest))
    return FontChoice(chosen[0], chosen[1:], "".join(sorted(map(chr, needed - _letters(chosen)))))


def _letters(faces: Iterable[Face]) -> frozenset[int]:
    return frozenset[int]().union(*(face.letters for face in faces))


def _covering(faces: Iterable[Face], letters: set[int]) -> tuple[Face, ...] | None:
    return next(((face,) for face in faces if letters <= face.letters), None)


def _mix(faces: tuple[Face, ...], letters: set[int]) -> tuple[Face, ...] | None:
    """The first face, then whichever brings most of the rest, until all letters are there; None if they cannot be."""
    chosen, rest = [faces[0]], letters - faces[0].letters
    while rest:
        best = max(faces, key=lambda face: len(rest & face.letters))
        if not rest & best.letters:
            return None
        chosen.append(best)
        rest = rest - best.letters
    return tuple(chosen)


def gather(choice: FontChoice, folder: Path) -> Path:
    """Puts the files of a choice, and nothing else, into `folder` (made if need be) and returns it: what libass gets as its font folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(choice.files):
        target = folder / f"{number}{file.suffix.lower()}"
        with suppress(FileExistsError):
            try:
                target.symlink_to(file.absolute())
            except (OSError, NotImplementedError) as error:
                if isinstance(error, FileExistsError):
                    raise
                shutil.copyfile(file, target)
    return folder

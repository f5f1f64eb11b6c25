"""The access token that a person brought with `auth login`: 0600 on disk, and used for the one API base that it was given for."""

from dataclasses import dataclass
from pathlib import Path

from agent.client.jsontext import dump, parse
from agent.client.privatefile import read_private, write_private
from agent.errors import StateError

SHOWN = 4
"""So many letters of a token's end are shown, and only of one that is long enough to hide the rest."""
PREFIX = "nmv_usr_"


def masked(token: str) -> str:
    """A token as it may be shown: `nmv_usr_…abcd`."""
    start = PREFIX if token.startswith(PREFIX) else ""
    secret = token.removeprefix(start)
    return f"{start}…{secret[-SHOWN:] if len(secret) >= 4 * SHOWN else ''}"


def usable_token(text: str) -> bool:
    """Whether a text can stand in an Authorization header: 1-4096 visible ASCII characters."""
    return 1 <= len(text) <= 4096 and all("!" <= letter <= "~" for letter in text)


@dataclass(frozen=True, slots=True)
class KeptToken:
    """The place of the token in the private state folder. All methods block."""

    folder: Path
    base: str

    @property
    def path(self) -> Path:
        """The file, whether it exists or not."""
        return self.folder / "own_token.json"

    def read(self) -> str:
        """The token for this base, "" for none. StateError for a file that is a link or another user's."""
        data = parse(read_private(self.path))
        if not isinstance(data, dict) or data.get("base") != self.base.rstrip("/"):
            return ""
        token = data.get("token")
        return token if isinstance(token, str) and usable_token(token) else ""

    def write(self, token: str) -> None:
        """Keeps the token in place of an earlier one. StateError where the folder cannot be written."""
        try:
            write_private(self.path, dump({"token": token, "base": self.base.rstrip("/")}))
        except OSError as error:
            raise StateError(path=str(self.path), log=str(error)) from error

    def remove(self) -> bool:
        """Forgets the token of whichever base; whether there was one."""
        return removed(self.path)


def removed(path: Path) -> bool:
    """Removes a file of the identity; whether there was one. StateError where that fails."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StateError(path=str(path), log=str(error)) from error
    return True

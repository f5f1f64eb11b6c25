"""`python -m backend --home DIR [--port N]`: the process of the local backend."""

import json
import os
import sys

from backend import identity
from backend.options import read


def main() -> int:
    """Serves until it is stopped or idle. Exit codes: see backend.identity."""
    os.umask(0o077)
    home, port, options = read(sys.argv[1:], os.environ)
    if os.environ.pop(identity.KEYS, "") == "stdin":
        os.environ.update(json.loads(sys.stdin.readline() or "{}"))
    try:
        identity.prepare(home)
    except OSError as error:
        print(f"home cannot be written: {error}", file=sys.stderr)  # noqa: T201 - the log may not exist yet
        return identity.EXIT_UNWRITABLE
    os.chdir(home)
    with identity.try_lock(home / identity.SERVING) as free:
        if not free:
            holder = identity.read(home)
            print(f"another backend serves this home (pid {holder.pid if holder else '?'})", file=sys.stderr)  # noqa: T201 - as above
            return identity.EXIT_TAKEN
        from backend.daemon import serve

        return serve(home, port, options)


if __name__ == "__main__":
    sys.exit(main())

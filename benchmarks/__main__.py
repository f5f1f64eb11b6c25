"""`python -m benchmarks NAME [arguments]`: runs one benchmark; its last line on standard output is one JSON object."""

import importlib
import pkgutil
import sys

import benchmarks


def main(argv: list[str]) -> int:
    """The exit code of the named benchmark; 64 with the list of names where there is no such one."""
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_"))
    if not argv or argv[0] not in names:
        print(f"usage: python -m benchmarks NAME, one of: {', '.join(names)}", file=sys.stderr)
        return 64
    code: int = importlib.import_module(f"benchmarks.{argv[0]}").main(argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`video-jobs doctor`: each thing that the program needs, one line each, with what to do about it."""

import os
from dataclasses import dataclass, field

from agent.errors import ConfigurationError
from agent.frontends import signals
from agent.frontends.doctor.checks import Check
from agent.frontends.doctor.machine import machine
from agent.frontends.streams import encode, put
from agent.frontends.surroundings import language_here, language_of
from agent.frontends.words import told
from agent.settings import Flags, Settings, folders, load
from prompts import Language, message


@dataclass(slots=True)
class Report:
    """The checks as they come: lines for a person, at once, or one JSON object at the end."""

    language: Language
    as_json: bool
    checks: list[Check] = field(default_factory=list)

    def see(self, check: Check) -> None:
        """Takes in one check."""
        self.checks.append(check)
        if not self.as_json:
            said = message("doctor.line", self.language, level=check.level, text=self._text(check), todo=self._todo(check))
            put(said)

    def end(self) -> int:
        """The sum of it; the exit code: 0, or that of the first problem."""
        problems = [check for check in self.checks if check.level == "problem"]
        warnings = sum(check.level == "warning" for check in self.checks)
        code = problems[0].exit_code if problems else 0
        if self.as_json:
            rows = [{"name": check.name, "level": check.level, "text": self._text(check), "todo": self._todo(check), **check.facts}
                    for check in self.checks]
            put(encode({"v": 1, "type": "doctor", "ok": not problems, "exit_code": code, "checks": rows}))
        else:
            put(message("doctor.sum", self.language, problems=len(problems), warnings=warnings))
        return code

    def _text(self, check: Check) -> str:
        return message(f"doctor.{check.name}", self.language, **check.facts)

    def _todo(self, check: Check) -> str:
        return message(f"doctor.{check.name}_todo", self.language, **check.facts) if check.level != "ok" else ""


def run(flags: Flags, *, as_json: bool) -> int:
    """All checks; the exit code. ConfigurationError only where not even a home folder is known."""
    wrong = ""
    try:
        settings = load(flags)
    except ConfigurationError as error:
        settings = Settings(folders(os.environ))
        wrong = told(error, language_here()).message
    report = Report(language_of(settings), as_json)
    for check in machine(settings, wrong):
        report.see(check)
    if not any(check.level == "problem" and check.name in ("packages", "state", "configuration") for check in report.checks):
        stopped = signals.run(lambda _: _services(settings, report))
        if stopped:
            return stopped
    return report.end()


async def _services(settings: Settings, report: Report) -> int:
    """What needs a sound installation."""
    from agent.frontends.doctor.services import services

    async for check in services(settings):
        report.see(check)
    return 0

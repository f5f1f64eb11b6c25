"""A message and its context -> the ordered plan. Keywords first, then the offline classifier, then (where configured) a language model."""

from collections.abc import Iterator
from os.path import isfile

from routing.assembly import assemble
from routing.clauses import clauses, mask
from routing.followup import follow_up
from routing.incoming import sort_out
from routing.judge import judge
from routing.llm import Ask, AskError, second_opinion
from routing.media import IsFile, find
from routing.plan import Context, Plan
from routing.reading import read

LONGEST = 4_000
"""Characters of a message that are read for intents: of a longer one, the beginning and the end."""

UNSURE = 0.68
"""Below this confidence the language model is asked, where there is one: about one message in nine, in which the offline plan is wrong
ten times as often as in the others (four labelled sets that nothing was trained on)."""


class Router:
    """Makes plans. `ask` is one call to a language model (system, message -> text); it raises `AskError` when it has no answer in time."""

    def __init__(self, ask: Ask | None = None, *, is_file: IsFile = isfile) -> None:
        self._ask = ask
        self._is_file = is_file

    def prepare(self) -> Iterator[None]:
        """Makes ready what messages may need, a few milliseconds at a step, so that none has to wait for it."""
        from routing.rehearsal import steps  # a single message never needs it

        return steps(lambda text: self.plan_offline(text, Context()))

    async def plan(self, text: str, context: Context) -> Plan:
        """The plan of a message. Never raises for a text; a failing model costs nothing but its time."""
        plan = self.plan_offline(text, context)
        if self._ask is None or plan.confidence >= UNSURE:
            return plan
        try:
            return await second_opinion(self._ask, text, context, plan)
        except AskError:
            return plan

    def plan_offline(self, text: str, context: Context) -> Plan:
        """The plan by rules and the offline classifier alone."""
        if len(text) <= 2 * LONGEST:
            return self._read(text, context)
        plan = self._read(text[: LONGEST - 1] + "\n" + text[-LONGEST:], context)
        return Plan(tuple(step._replace(text=text) if step.intent == "sse" else step for step in plan.steps), plan.doubt)

    def _read(self, text: str, context: Context) -> Plan:
        found = sort_out(text, find(text, self._is_file_safely))
        if step := follow_up(text, context):
            return Plan((step,))
        masked = mask(text, found)
        readings = read(clauses(masked, text), masked, media=bool(found.incoming))
        return assemble(text, judge(readings, text, media=bool(found.incoming)), found)

    def _is_file_safely(self, path: str) -> bool:
        try:
            return self._is_file(path)
        except (OSError, ValueError):
            return False


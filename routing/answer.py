"""The shape of a language model's answer. Apart from `llm`, since pydantic takes longer to load than a hundred plans."""

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from routing.plan import Intent

_MOST_STEPS = 5


class Answer(BaseModel):
    """One to five different steps, in the order in which they run, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    steps: list[Intent]

    @field_validator("steps")
    @classmethod
    def _few_and_once_each(cls, steps: list[Intent]) -> list[Intent]:
        """Checked here, since servers refuse schemas with lengths in them."""
        if not 1 <= len(steps) <= _MOST_STEPS or len(set(steps)) != len(steps):
            raise ValueError("no step, too many, or one twice")
        return steps


def understood(text: str) -> tuple[Intent, ...]:
    """The steps of the JSON object in a model's answer, other words around it or not; empty where anything in it does not fit."""
    start, end = text.find("{"), text.rfind("}")
    try:
        return tuple(Answer.model_validate_json(text[start : end + 1]).steps) if 0 <= start < end else ()
    except ValidationError:
        return ()

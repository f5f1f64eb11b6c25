"""One call to a language model: any OpenAI-compatible server. The package is loaded on the first call, since it takes half a second."""

import asyncio
import importlib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from routing.llm import AskError

TIMEOUT_S = 8.0
"""A person waits for this; routing goes on without the answer."""

STRANGE = (ValueError, AttributeError, TypeError, LookupError)
"""What the package raises for an answer of the wrong shape, such as a web page where a model should be."""


class Model:
    """A configured model. `ask` is what routing takes as its second opinion."""

    def __init__(self, model: str, *, base_url: str = "", api_key: str = "", timeout_s: float = TIMEOUT_S) -> None:
        self.model = model
        self._settings = {"base_url": base_url or None, "api_key": api_key or "none", "timeout": timeout_s, "max_retries": 0}
        self._timeout_s = timeout_s
        self._unshaped = False
        self._client: Any = None

    async def ask(self, system: str, message: str, shape: type[BaseModel] | None = None) -> str:
        """The answer to one message under one instruction, stripped. AskError for every failure: refused, busy, slow, empty.

        With a `shape` the server is told the JSON schema of the answer; one that knows no schemas is asked without it, within the same
        time, and from then on. The text is not checked against the shape.
        """
        openai = await self._opened()
        messages = [{"role": "system", "content": system}, {"role": "user", "content": message}]
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._answer(openai, messages, shape)
            said = answer.choices[0].message if answer.choices else None
            text = str(said.content or "").strip() if said and not getattr(said, "refusal", None) else ""
        except (openai.OpenAIError, TimeoutError, *STRANGE) as error:
            raise AskError(type(error).__name__) from error
        if not text:
            raise AskError("empty answer")
        return text

    async def _answer(self, openai: Any, messages: Sequence[dict[str, str]], shape: type[BaseModel] | None) -> Any:
        if shape is not None and not self._unshaped:
            schema = {"name": shape.__name__.lower(), "strict": True, "schema": shape.model_json_schema()}
            wanted = {"type": "json_schema", "json_schema": schema}
            try:
                return await self._client.chat.completions.create(model=self.model, messages=messages, response_format=wanted)
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                self._unshaped = True
        return await self._client.chat.completions.create(model=self.model, messages=messages)

    async def reachable(self) -> tuple[str, bool]:
        """What the server says when it is asked for its list of models: the failure's name or "", and whether our model is in the list.

        Nothing of the person's is sent but the key.
        """
        openai = await self._opened()
        try:
            names = [str(model.id) for model in (await self._client.models.list()).data or ()]
        except (openai.OpenAIError, *STRANGE) as error:
            return type(error).__name__, False
        return "", self.model in names

    async def _opened(self) -> Any:
        """The openai package, with a client made."""
        openai = await asyncio.to_thread(importlib.import_module, "openai")
        if self._client is None:
            self._client = openai.AsyncOpenAI(**self._settings)
        return openai

    async def aclose(self) -> None:
        """Close its connections."""
        if self._client is not None:
            await self._client.close()

"""One call to a language model: any OpenAI-compatible server. The package is loaded on the first call, since it takes half a second."""

import asyncio
import importlib
from typing import Any

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
        self._client: Any = None

    async def ask(self, system: str, message: str) -> str:
        """The answer to one message under one instruction, stripped. AskError for every failure: refused, busy, slow, empty."""
        openai = await self._opened()
        try:
            messages = [{"role": "system", "content": system}, {"role": "user", "content": message}]
            answer = await self._client.chat.completions.create(model=self.model, messages=messages)
            choices = answer.choices or []
            text = str(choices[0].message.content or "").strip() if choices else ""
        except (openai.OpenAIError, *STRANGE) as error:
            raise AskError(type(error).__name__) from error
        if not text:
            raise AskError("empty answer")
        return text

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

"""One question to a language model: any OpenAI-compatible server. The package is loaded on the first question."""

import asyncio
import importlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

LOGGER = logging.getLogger("backend.planner")
LIMIT_S = 20.0
"""A person waits for the answer; then the grammar's own reading stands."""
BACKSTOP_S = 120.0
"""The package's own limit of one call: over every limit that is asked for here."""
MOST_BYTES = 512 * 1024
"""Of an answer, after decompression: some hundred lines of translation are a tenth of it."""
STRANGE = (ValueError, AttributeError, TypeError, LookupError, RecursionError)
"""What a body of the wrong shape raises, such as a web page where an answer should be."""

Schema = dict[str, Any]
Reason = Literal["slow", "failed", "refused", "cut", "huge", "strange"]


class ModelError(Exception):
    """There is no answer. `reason` is one word; what the server said is not kept, since it may repeat a key or somebody's orders."""

    def __init__(self, reason: Reason, kind: str = "") -> None:
        super().__init__(f"{reason} {kind}".strip())
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Server:
    """Which model to ask, and where. An empty address is that of OpenAI."""

    model: str
    base_url: str = ""
    key: str = field(default="", repr=False)

    @classmethod
    def configured(cls, environ: Mapping[str, str]) -> "Server | None":
        """The model of OPENAI_BASE_URL, OPENAI_API_KEY and VIDEO_JOBS_MODEL; None where neither address nor key is set."""
        url, key = environ.get("OPENAI_BASE_URL", "").strip(), environ.get("OPENAI_API_KEY", "").strip()
        return cls(environ.get("VIDEO_JOBS_MODEL") or "gpt-4.1-mini", url, key) if url or key else None


class Model:
    """A configured model. Each question is asked once; a server that refuses the schema is asked without it from then on.

    `timer` waits for so many seconds.
    """

    def __init__(self, server: Server, *, timer: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._server = server
        self._timer = timer
        self._client: Any = None
        self._plain = False

    async def answer(self, system: str, data: Mapping[str, Any], schema: Schema, *, limit_s: float = LIMIT_S) -> dict[str, Any]:
        """The JSON object of the answer, which may still be anything. ModelError for every failure; cancelled, the connection is closed."""
        call = asyncio.create_task(self._asked(system, json.dumps(data, ensure_ascii=False), schema))
        limit = asyncio.ensure_future(self._timer(limit_s))
        try:
            await asyncio.wait({call, limit}, return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                raise ModelError("slow")
            return call.result()
        except ModelError as error:
            LOGGER.info("no answer of the language model: %s", error)
            raise
        finally:
            call.cancel()
            limit.cancel()
            await asyncio.gather(call, limit, return_exceptions=True)

    async def _asked(self, system: str, message: str, schema: Schema) -> dict[str, Any]:
        openai = await self._opened()
        wanted = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        messages = [{"role": "system", "content": system}, {"role": "user", "content": message}]
        try:
            if not self._plain:
                try:
                    return found(await self._sent(messages, response_format=wanted))
                except (openai.BadRequestError, openai.UnprocessableEntityError):
                    LOGGER.info("the server refuses structured output")  # at once, and without having done anything
            answer = found(await self._sent(messages))
            self._plain = True
            return answer
        except openai.OpenAIError as error:
            raise ModelError("failed", type(error).__name__) from None
        except STRANGE as error:
            raise ModelError("strange", type(error).__name__) from None

    async def _sent(self, messages: list[dict[str, str]], **more: Any) -> bytes:
        """The body of one call, read no further than MOST_BYTES."""
        calls = self._client.chat.completions.with_streaming_response
        async with calls.create(model=self._server.model, messages=messages, **more) as response:
            try:
                return await _read(response)
            except ModelError:
                raise
            except Exception as error:  # the border to the package's transport: a cut body raises errors of another library in each version
                raise ModelError("failed", type(error).__name__) from None

    async def _opened(self) -> Any:
        """The openai package, with a client made."""
        openai = await asyncio.to_thread(importlib.import_module, "openai")
        if self._client is None:
            logging.getLogger("openai").setLevel(logging.WARNING)  # its own switch would write messages into the log
            self._client = openai.AsyncOpenAI(
                base_url=self._server.base_url or None, api_key=self._server.key or "none", timeout=BACKSTOP_S, max_retries=0)
        return openai

    async def aclose(self) -> None:
        """Close its connections."""
        if self._client is not None:
            await self._client.close()


async def _read(response: Any) -> bytes:
    body = bytearray()
    async for part in response.iter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise ModelError("huge")
    return bytes(body)


def found(body: bytes) -> dict[str, Any]:
    """The object in the answer's text, fenced or among words where the server knows no schema. ModelError or one of STRANGE."""
    choice = json.loads(body)["choices"][0]
    message = choice["message"]
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise ModelError("refused")
    if choice.get("finish_reason") == "length":
        raise ModelError("cut")
    text = message["content"]
    start, end = text.find("{"), text.rfind("}")
    value = json.loads(text[start : end + 1]) if 0 <= start < end else None
    if not isinstance(value, dict):
        raise ModelError("strange", "no object")
    return value

"""What an intent does: one coroutine for each, in one table."""

from collections.abc import AsyncGenerator, Callable, Mapping

from agent.context import TurnContext
from agent.events import AgentEvent
from agent.handlers.cancel import after_cancelling
from agent.handlers.credits import credits_
from agent.handlers.export import export
from agent.handlers.pictures import with_picture
from agent.handlers.sse import sse
from agent.handlers.state import state
from agent.handlers.upload import upload
from routing.plan import Intent

Handler = Callable[[TurnContext], AsyncGenerator[AgentEvent, None]]

HANDLERS: Mapping[Intent, Handler] = {
    "upload": upload,
    "sse": after_cancelling(with_picture(sse)),
    "export": after_cancelling(with_picture(export)),
    "credits": credits_,
    "state": after_cancelling(state),
}

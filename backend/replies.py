"""What goes out as JSON: envelopes of the contract, and errors as one exception that any endpoint may raise."""

from typing import Any

from starlette.responses import JSONResponse

STATUS = {1001: 401, 1002: 404, 2001: 402, 4001: 415, 4002: 413, 400: 400, 402: 402, 429: 429}
MESSAGES = {
    1001: "token missing or unknown", 1002: "session not found", 2001: "insufficient credits", 4001: "unsupported file type",
    4002: "file too large", 400: "bad request", 402: "plan or attribution required", 429: "rate limited",
}


class WireError(Exception):
    """Ends a request with an envelope `code`, or with a plain HTTP `status` and a `detail`. For logs and clients, never for people."""

    def __init__(self, code: int = 0, detail: str = "", *, status: int = 0) -> None:
        super().__init__(f"{code or status} {detail}".strip())
        self.code = code
        self.status = status
        self.detail = detail

    def response(self, *, http_errors: bool = False) -> JSONResponse:
        """The answer. 400, 402 and 429 are HTTP statuses too; the other codes come with 200, or with their own status on request."""
        if not self.code:
            return JSONResponse({"detail": self.detail}, status_code=self.status)
        plain = 200 if self.code > 1000 and not http_errors else STATUS[self.code]
        body: dict[str, Any] = {"code": self.code, "message": self.detail or MESSAGES[self.code]}
        if self.status == 404:
            body["detail"] = self.detail
        return JSONResponse(body, status_code=self.status or plain)


def ok(data: dict[str, Any], **beside: Any) -> JSONResponse:
    """Code 0 with `data`; `beside` goes to the top level."""
    return JSONResponse({"code": 0, "message": "ok", **beside, "data": data})

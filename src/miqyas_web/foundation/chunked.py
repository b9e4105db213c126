"""Bodies sent in chunks, of which nobody said the length: Django reads none of them under gunicorn.

The standard of phones demands that a server takes them. In front of the application, they are read into a
file up to a bound, and the length is told as if it had come with the request.
"""

from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

PIECE = 65_536
IN_MEMORY = 1_048_576


class ChunkedBodies:
    """Give the application a body with a length; one past the bound is cut, and its length says so."""

    def __init__(self, application: Application, *, under: str, most_bytes: int) -> None:
        self.application = application
        self.under = under
        self.most_bytes = most_bytes

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        is_chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
        if is_chunked and environ.get("PATH_INFO", "").startswith(self.under):
            return self._with_length(environ, start_response)
        return self.application(environ, start_response)

    def _with_length(self, environ: Environ, start_response: Any) -> Iterator[bytes]:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            n_bytes = 0
            while n_bytes <= self.most_bytes and (piece := environ["wsgi.input"].read(PIECE)):
                n_bytes += len(piece)
                body.write(piece)
            body.seek(0)
            answer = self.application(
                environ | {"wsgi.input": body, "CONTENT_LENGTH": str(n_bytes)}, start_response
            )
            try:
                yield from answer
            finally:
                if hasattr(answer, "close"):
                    answer.close()

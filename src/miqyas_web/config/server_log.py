"""The log of the web server process, as discreet as that of the platform."""

from typing import Any

from gunicorn.glogging import Logger

from miqyas_web.foundation.logs import Discreet


class ServerLog(Logger):  # type: ignore[misc]
    """Gunicorn's own, without the tokens of addresses."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet(self.error_fmt, self.datefmt))
        for handler in self.access_log.handlers:
            handler.setFormatter(Discreet(self.access_fmt))

"""Answers kept on other servers: what each server offers, in the same words."""

from miqyas_web.surveys.elsewhere.server import AnswerThere, FileThere, FormThere, Page, Server, WrongKey
from miqyas_web.surveys.elsewhere.speaking import server_of

__all__ = ["AnswerThere", "FileThere", "FormThere", "Page", "Server", "WrongKey", "server_of"]

"""Keys to other servers, kept so that a copy of the database alone does not open them.

Encrypted, then authenticated: a stream drawn from HMAC-SHA256 in counter mode under a number used once, and a tag over
the whole (NIST SP 800-108, section 4.1, for the stream). Both keys come from SECRET_KEY, so a key sealed here is read
here only, and is lost when SECRET_KEY changes: it is then asked again. Why not a package: docs/adr/0009.
"""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

NONCE_BYTES, TAG_BYTES = 16, 32


class Unreadable(ValueError):
    """The seal is broken, or was made under another SECRET_KEY."""


def seal(text: str, *, purpose: str) -> str:
    """Return ``text`` sealed; the same text gives something else each time."""
    nonce, plain = secrets.token_bytes(NONCE_BYTES), text.encode()
    hidden = nonce + _mixed(plain, nonce, purpose)
    return base64.urlsafe_b64encode(hidden + _tag(hidden, purpose)).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return what was sealed for this purpose; ``Unreadable`` when it cannot be."""
    try:
        whole = base64.urlsafe_b64decode(sealed.encode())
    except ValueError as error:
        raise Unreadable from error
    hidden, tag = whole[:-TAG_BYTES], whole[-TAG_BYTES:]
    if len(hidden) < NONCE_BYTES or not hmac.compare_digest(tag, _tag(hidden, purpose)):
        raise Unreadable
    nonce = hidden[:NONCE_BYTES]
    return _mixed(hidden[NONCE_BYTES:], nonce, purpose).decode()


def _key(use: str, purpose: str) -> bytes:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"miqyas.sealing.{use}.{purpose}".encode(), hashlib.sha256
    )


def _tag(hidden: bytes, purpose: str) -> bytes:
    return hmac.digest(_key("tag", purpose), hidden, hashlib.sha256)


def _mixed(content: bytes, nonce: bytes, purpose: str) -> bytes:
    key, size = _key("stream", purpose), hashlib.sha256().digest_size
    n_blocks = -(-len(content) // size)
    blocks = (
        hmac.digest(key, nonce + number.to_bytes(8, "big"), hashlib.sha256) for number in range(n_blocks)
    )
    return bytes(one ^ other for one, other in zip(content, b"".join(blocks), strict=False))

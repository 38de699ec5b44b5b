"""Sealing of what tells who complained: the database, its backups and whoever reads them see none of it.

The key follows from SECRET_KEY; what was sealed with an earlier one opens while that stands in SECRET_KEY_FALLBACKS.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"origin of a complaint"


def _key(secret: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret))
    return Fernet(urlsafe_b64encode(derived))


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(words: Mapping[str, str]) -> str:
    return _keys().encrypt(json.dumps(dict(words)).encode()).decode("ascii")


def unseal(sealed: str) -> dict[str, str]:
    """Raises cryptography.fernet.InvalidToken where no key in use has sealed it."""
    found: dict[str, str] = json.loads(_keys().decrypt(sealed.encode("ascii")))
    return found

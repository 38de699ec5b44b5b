"""Where handed-in files lie: outside of everything that is served, readable for the program alone."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


def private_files() -> Storage:
    return FileSystemStorage(
        location=settings.PRIVATE_FILES, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def place_of(upload: object, name: str) -> str:
    """The name that a person gave stays in the database: here it could only do harm."""
    return f"imports/{uuid4().hex}{Path(name).suffix.lower()[:5]}"

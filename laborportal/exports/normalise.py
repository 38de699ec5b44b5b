"""The one way in which texts are compared: NFKC, 台 = 臺, letters' case and blanks outside ignored."""

from unicodedata import normalize


def normalise(text: str) -> str:
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return folded.replace("台", "臺").strip()


def name_key(text: str) -> str:
    """For names of employers, which are also compared without blanks inside."""
    return normalise("".join(normalise(text).split()))  # once more: an accent may now follow a letter

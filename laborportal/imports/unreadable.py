class Unreadable(Exception):
    """The file as a whole cannot be read; str() is a translated sentence."""

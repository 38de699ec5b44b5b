from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Names with a digest, to be kept for ever by the browser; plain names until `collectstatic` has run.

    Commands print pages too (`annual_report --format html`), on machines that never served one.
    """

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name
        stored: str = super().stored_name(name)
        return stored

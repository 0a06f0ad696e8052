"""How style and scripts are served: compressed, under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """As whitenoise does it, and what one script imports from another is found under its new name too."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Give a file's new name; its own if it was not collected yet, for then a page is plain rather than a fault."""
        try:
            stored: str = super().stored_name(name)
        except ValueError:
            return name
        return stored

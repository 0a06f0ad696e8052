"""The form by which a bundle is checked."""

from django import forms

from wraparound.frontdoor.rules.bundles import LARGEST


class BundleForm(forms.Form):
    """A bundle of a contact, to be held against its manifest."""

    file = forms.FileField(
        label="Bundle",
        help_text="A file that ends in .zip, made on the page “Letters and papers” of a contact.",
        error_messages={"required": "Choose a bundle", "empty": "The file is empty"},
    )

    def clean_file(self) -> object:
        """Take no file that is larger than any bundle is."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(f"A bundle has at most {LARGEST // 1_000_000} MB.")
        return given

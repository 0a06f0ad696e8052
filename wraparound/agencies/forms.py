"""What a reader of the directory can ask for."""

from django import forms

from wraparound.agencies.words import AgencyType


class DirectoryFilter(forms.Form):
    """Narrows the directory; what is not understood narrows nothing."""

    name = forms.CharField(label="Name or what they do", required=False, max_length=100)
    type = forms.ChoiceField(label="Type of agency", required=False, choices=[("", "All types"), *AgencyType.choices()])

    def asked(self) -> dict[str, str]:
        """Give what narrows the list, as the query takes it."""
        self.full_clean()
        return {"name": self.cleaned_data.get("name", ""), "kind": self.cleaned_data.get("type", "")}

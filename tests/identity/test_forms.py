"""The words of identity's forms when something is missing or wrong."""

import pytest

from wraparound.identity.forms import GlassForm, LiftForm, ShieldForm

SHIELD = {"code": " p-7k3m-92qx ", "kind": "refuge", "reason": "Her social worker asked"}


@pytest.mark.parametrize(
    ("form", "errors"),
    [
        (GlassForm({}), {"reason": ["Say why you need to see this now"]}),
        (GlassForm({"reason": "at risk"}), {"reason": ["Say why in a sentence, so that someone else can judge it"]}),
        (LiftForm({}), {"why": ["Say why the shield may be lifted"]}),
        (ShieldForm(SHIELD | {"code": ""}), {"code": ["Enter the code of the person to be hidden"]}),
        (ShieldForm(SHIELD | {"kind": ""}), {"kind": ["Choose why they must be hidden"]}),
        (
            ShieldForm(SHIELD | {"until": "soon"}),
            {"until": ["Give the day as day, month and year, such as 3 9 2027"]},
        ),
        (ShieldForm(SHIELD), {}),
    ],
)
def test_what_is_missing_is_said(form, errors):
    assert form.errors == errors


def test_a_code_is_taken_as_people_type_it():
    form = ShieldForm(SHIELD)
    assert form.is_valid()
    assert form.cleaned_data["code"] == "P-7K3M-92QX"

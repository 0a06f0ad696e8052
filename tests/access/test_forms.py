"""Hold the forms to errors that say what would be right."""

import pytest

from wraparound.access.forms import PurposeForm, ReviewForm, RoleForm


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (PurposeForm({}), {"purpose": ["Choose what you need to look children up for"]}),
        (PurposeForm({"purpose": "other"}), {"words": ["Say in your own words what you look children up for"]}),
        (ReviewForm({}), {"finding": ["Choose what you find"]}),
        (ReviewForm({"finding": "wrong"}), {"remark": ["Say what is to follow"]}),
        (RoleForm({}), {"role": ["Choose a role"]}),
    ],
)
def test_an_error_says_what_to_do(form, told):
    assert form.errors == told


@pytest.mark.parametrize(
    "form",
    [
        PurposeForm({"purpose": "protect"}),
        PurposeForm({"purpose": "other", "words": "a court asked"}),
        ReviewForm({"finding": "right"}),
        ReviewForm({"finding": "follow_up", "remark": "supervision on Monday"}),
        RoleForm({"role": "lead"}),
    ],
)
def test_what_is_said_in_full_is_taken(form):
    assert form.is_valid()

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.forms.fields import offer_choices
from reviews.actions.counters import LONGEST_REASON
from reviews.actions.questions import LONGEST_ANSWER, LONGEST_QUESTION
from reviews.actions.talk import LONGEST
from reviews.models import CounterProposal


class CommentForm(forms.Form):
    """One comment, whom to tell, and which offer it is about where there is one."""

    text = forms.CharField(
        label="Comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody who may see the deal reads it. @Name tells somebody.",
        error_messages={"required": "Write what you want to say."},
    )
    to = forms.CharField(
        label="Tell",
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text="Name or e-mail address; several with commas.",
    )
    about = forms.TypedChoiceField(label="About", required=False, coerce=int, empty_value=None)

    def __init__(
        self, typed: Any = None, *, key: str, offers: Iterable[CounterProposal] = (), **options: Any
    ) -> None:
        super().__init__(typed, auto_id=f"{key}-%s", **options)
        named = [(str(offer.pk), f"The offer of {offer.review.request.function}") for offer in offers]
        offer_choices(self, "about", [("", "The term"), *named])
        if not named:
            del self.fields["about"]


class DeclineForm(forms.Form):
    """Why an offer is not taken."""

    reason = forms.CharField(
        label="Why you decline",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reviewer reads it and may make another offer.",
        error_messages={"required": "Write why you decline; the reviewer reads it."},
    )


class QuestionForm(forms.Form):
    """What somebody needs to know before they review or decide."""

    text = forms.CharField(
        label="What do you need to know?",
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you need to know."},
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write the answer."},
    )

    def __init__(self, typed: Any = None, *, key: str) -> None:
        super().__init__(typed, auto_id=f"{key}-%s")

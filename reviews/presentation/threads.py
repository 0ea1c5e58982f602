"""Threads as a page shows them: the last few comments of each, and a form for those who may write."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, Draft, Term
from reviews.forms.talk import CommentForm
from reviews.models import Comment, CounterProposal
from reviews.queries.people import people_around
from reviews.queries.threads import (
    latest_comments,
    offers_in_thread,
    roots_of,
    visible_comments,
)

SHOWN = 4
A_PAGE = 30


@dataclass(frozen=True)
class ThreadView:
    """`subject` is what is talked about; `fresh` the id of the comment just written. `form` is None for
    those who only read."""

    key: str
    subject: str
    url: str
    comments: Sequence[Comment]
    count: int
    form: CommentForm | None
    is_open: bool = False
    fresh: int | None = None

    @property
    def has_older(self) -> bool:
        return self.count > len(self.comments)


@dataclass(frozen=True)
class Talk:
    """The threads of a deal as one of its drafts shows them; `by_term` by the id of the draft's terms."""

    on_deal: ThreadView
    by_term: Mapping[int, ThreadView]
    people: Sequence[User]


def talk_of(draft: Draft, terms: Iterable[Term], reader: User) -> Talk:
    """In a number of queries that does not grow with terms or comments."""
    deal, roots = draft.deal, roots_of(draft.deal)
    found = latest_comments(visible_comments(deal, roots, reader), SHOWN).prefetch_related("mentions")
    said: dict[int | None, list[Comment]] = {}
    for comment in found:
        said.setdefault(comment.thread.term_id, []).append(comment)
    return Talk(
        on_deal=_view(deal, said.get(None, []), reader),
        by_term={
            term.pk: _view(term, said.get(roots[term.pk], []), reader)
            for term in terms
            if was_submitted(term, draft)
        },
        people=list(people_around(deal)) if may(reader, "thread.write") else [],
    )


def was_submitted(term: Term, draft: Draft) -> bool:
    """A term that stands in no submitted draft yet has no thread: it may still be removed."""
    return not draft.is_editable or term.copied_from_id is not None


def one_thread(
    about: Deal | Term, reader: User, *, form: CommentForm | None = None, fresh: int | None = None
) -> ThreadView:
    """One thread by itself, unfolded."""
    comments = _comments_on(about, reader)
    latest = list(latest_comments(comments, SHOWN).prefetch_related("mentions"))
    view = _view(about, latest, reader)
    return replace(view, is_open=True, fresh=fresh, form=view.form and (form or view.form))


def thread_page(about: Deal | Term, reader: User, number: str) -> Page[Comment]:
    """All of a thread in pages, oldest first; the last page when none is named."""
    comments = _comments_on(about, reader)
    loaded = comments.select_related("by", "counter__review__request__function").prefetch_related("mentions")
    pages = Paginator(loaded.order_by("at", "id"), A_PAGE)
    return pages.get_page(number or pages.num_pages)


def offers_to_talk_about(about: Deal | Term, reader: User) -> list[CounterProposal]:
    if isinstance(about, Deal):
        return []
    deal = about.draft.deal
    roots = roots_of(deal)
    return list(offers_in_thread(deal, roots, roots[about.pk], reader))


def key_of(about: Deal | Term) -> str:
    return "talk-deal" if isinstance(about, Deal) else f"talk-{about.pk}"


def _comments_on(about: Deal | Term, reader: User) -> QuerySet[Comment]:
    deal = about if isinstance(about, Deal) else about.draft.deal
    roots = roots_of(deal)
    root = None if isinstance(about, Deal) else roots[about.pk]
    return visible_comments(deal, roots, reader).filter(thread__term=root)


def _view(about: Deal | Term, comments: Sequence[Comment], reader: User) -> ThreadView:
    if isinstance(about, Deal):
        subject, url = "the deal", reverse("reviews:deal_thread", args=[about.serial])
    else:
        subject, url = about.type.name, reverse("reviews:term_thread", args=[about.pk])
    tied = {comment.counter.pk: comment.counter for comment in comments if comment.counter}
    initial = {"about": str(list(tied)[-1])} if tied else {}
    return ThreadView(
        key=key_of(about),
        subject=subject,
        url=url,
        comments=comments,
        count=comments[0].total if comments else 0,  # type: ignore[attr-defined]
        form=CommentForm(key=key_of(about), offers=tied.values(), initial=initial)
        if may(reader, "thread.write")
        else None,
    )

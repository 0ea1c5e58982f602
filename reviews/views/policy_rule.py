from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions.policy_drafts import SavedMeanwhile
from reviews.actions.policy_rules import RULES, move_rule, put_entry, remove_entry
from reviews.forms.rule_checking import note_faults
from reviews.forms.rule_sheet import RuleSheet
from reviews.models import PolicyDraft
from reviews.policy_drafting import Document, rules_in
from reviews.presentation.policy_editor import draft_head
from reviews.presentation.policy_rule_page import rule_page
from reviews.views.policy_finding import find_open_draft, revision_in


@require_http_methods(["GET", "HEAD", "POST"])
def policy_rule_new(request: SignedInRequest, id: int) -> HttpResponse:
    """A new rule at the end of the list."""
    return _edit(request, find_open_draft(request.user, id), None, {})


@require_http_methods(["GET", "HEAD", "POST"])
def policy_rule(request: SignedInRequest, id: int, row: int) -> HttpResponse:
    """One rule of a draft as a form."""
    draft = find_open_draft(request.user, id)
    return _edit(request, draft, row, _rule_at(draft, row, request))


def _edit(request: SignedInRequest, draft: PolicyDraft, row: int | None, rule: Document) -> HttpResponse:
    sheet, status, revision = RuleSheet.of(rule), 200, draft.revision
    command = request.POST.get("do", "")
    if request.method == "POST":
        sheet, revision = RuleSheet.sent(request.POST), revision_in(request)
        sheet.do(command)
    if command == "save":
        sheet.drop_blank_rows()
        note_faults(sheet, draft.rules, row)
        if not sheet.has_problems and (revision := _saved(request, draft, row, sheet)) == 0:
            return redirect(f"{reverse('reviews:policy_draft', args=[draft.pk])}#rules")
        status = 422
    page = rule_page(draft, row, sheet, was=_was(request, rule), revision=revision or draft.revision)
    shown = {"head": draft_head(draft, request.user), "page": page}
    return render(request, "reviews/policy_rule.html", shown, status=status)


def _saved(request: SignedInRequest, draft: PolicyDraft, row: int | None, sheet: RuleSheet) -> int:
    """0 when it is saved, else the revision with which to try again; the sheet says why."""
    was, rule, revision = request.POST.get("was", ""), sheet.as_document(), revision_in(request)
    try:
        put_entry(draft, RULES, rule, row=row, was=was, revision=revision, by=request.user)
    except Refused as refused:
        sheet.problems["rule"] = [str(refused)]
        return refused.revision if isinstance(refused, SavedMeanwhile) else revision
    messages.success(request, f"The rule {rule['name']} is saved.")
    return 0


def _was(request: HttpRequest, rule: Document) -> str:
    return request.POST.get("was", str(rule.get("name", "")))


def _rule_at(draft: PolicyDraft, row: int, request: HttpRequest) -> Document:
    """The rule to start from. What is typed already is kept even when the rule is gone by now."""
    rules = rules_in(draft.rules)
    if row < len(rules):
        return rules[row]
    if request.method == "POST" and "was" in request.POST:
        return {}
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def policy_rule_remove(request: SignedInRequest, id: int, row: int) -> HttpResponse:
    """Ask, then take the rule out of the draft."""
    draft = find_open_draft(request.user, id)
    if request.method == "POST":
        was = request.POST.get("was", "")
        remove_entry(draft, RULES, row=row, was=was, revision=revision_in(request), by=request.user)
        messages.success(request, f"The rule {was} is removed from the draft.")
        return redirect("reviews:policy_draft", draft.pk)
    rule = _rule_at(draft, row, request)
    page = rule_page(draft, row, RuleSheet.of(rule), was=str(rule.get("name", "")), revision=draft.revision)
    shown = {"head": draft_head(draft, request.user), "page": page}
    return render(request, "reviews/policy_rule_remove.html", shown)


@require_POST
def policy_rule_move(request: SignedInRequest, id: int, row: int) -> HttpResponse:
    """One place up or down."""
    draft = find_open_draft(request.user, id)
    move_rule(
        draft,
        row=row,
        was=request.POST.get("was", ""),
        is_up=request.POST.get("to") == "up",
        revision=revision_in(request),
        by=request.user,
    )
    return redirect(f"{reverse('reviews:policy_draft', args=[draft.pk])}#rule-{request.POST.get('was', '')}")

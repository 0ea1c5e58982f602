"""The addresses of the policy: its versions, and the drafts of the next one."""

from django.urls import URLPattern, path

from reviews.views import (
    policy,
    policy_compare,
    policy_draft,
    policy_drafts,
    policy_example,
    policy_export,
    policy_history,
    policy_import,
    policy_publish,
    policy_rule,
    policy_settings,
    policy_text,
    policy_try,
)

DRAFT = "policy/drafts/<int:id>/"

policy_urls: list[URLPattern] = [
    path("policy/", policy.policy, name="policy"),
    path("policy/compare/", policy_compare.policy_compare, name="policy_compare"),
    path("policy/history/", policy_history.policy_history, name="policy_history"),
    path("policy/import/", policy_import.policy_import, name="policy_import"),
    path("policy/schema/", policy_export.policy_schema, name="policy_schema"),
    path("policy/versions/<int:number>/export/", policy_export.policy_export, name="policy_export"),
    path("policy/versions/<int:number>/retire/", policy_publish.policy_retire, name="policy_retire"),
    path("policy/drafts/", policy_drafts.policy_drafts, name="policy_drafts"),
    path(DRAFT, policy_draft.policy_draft, name="policy_draft"),
    path(f"{DRAFT}propose/", policy_draft.policy_propose, name="policy_propose"),
    path(f"{DRAFT}discard/", policy_draft.policy_discard, name="policy_discard"),
    path(f"{DRAFT}publish/", policy_publish.policy_publish, name="policy_publish"),
    path(f"{DRAFT}export/", policy_export.policy_draft_export, name="policy_draft_export"),
    path(f"{DRAFT}rules/new/", policy_rule.policy_rule_new, name="policy_rule_new"),
    path(f"{DRAFT}rules/<int:row>/", policy_rule.policy_rule, name="policy_rule"),
    path(f"{DRAFT}rules/<int:row>/remove/", policy_rule.policy_rule_remove, name="policy_rule_remove"),
    path(f"{DRAFT}rules/<int:row>/move/", policy_rule.policy_rule_move, name="policy_rule_move"),
    path(f"{DRAFT}settings/", policy_settings.policy_settings, name="policy_settings"),
    path(f"{DRAFT}examples/", policy_example.policy_examples, name="policy_examples"),
    path(f"{DRAFT}examples/new/", policy_example.policy_example_new, name="policy_example_new"),
    path(f"{DRAFT}examples/<int:row>/", policy_example.policy_example, name="policy_example"),
    path(
        f"{DRAFT}examples/<int:row>/remove/",
        policy_example.policy_example_remove,
        name="policy_example_remove",
    ),
    path(f"{DRAFT}text/", policy_text.policy_text, name="policy_text"),
    path(f"{DRAFT}text/findings/", policy_text.policy_text_findings, name="policy_text_findings"),
    path(f"{DRAFT}try/", policy_try.policy_try, name="policy_try"),
]

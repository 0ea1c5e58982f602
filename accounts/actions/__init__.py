"""The verbs of people, their access and their functions."""

from accounts.actions.absence_days import sweep_absences
from accounts.actions.absences import change_absence, end_absence, plan_absence
from accounts.actions.deactivating import deactivate_person, reactivate_person
from accounts.actions.founding import found_company
from accounts.actions.functions import add_holiday, remove_holiday, save_function
from accounts.actions.inviting import invite_person, mail_invitation, repeat_invitation
from accounts.actions.passwords import (
    ask_for_password_link,
    change_password,
    choose_password,
    mail_password_link,
)
from accounts.actions.people import edit_person, edit_profile
from accounts.actions.roles import change_roles, grant_role, revoke_role
from accounts.actions.sessions import end_session, end_sessions, follow_session, note_sign_in
from accounts.actions.tokens import create_token, digest_of_token, end_tokens, note_use, revoke_token

__all__ = [
    "add_holiday",
    "ask_for_password_link",
    "change_absence",
    "change_password",
    "change_roles",
    "choose_password",
    "create_token",
    "deactivate_person",
    "digest_of_token",
    "edit_person",
    "edit_profile",
    "end_absence",
    "end_session",
    "end_sessions",
    "end_tokens",
    "follow_session",
    "found_company",
    "grant_role",
    "invite_person",
    "mail_invitation",
    "mail_password_link",
    "note_sign_in",
    "note_use",
    "plan_absence",
    "reactivate_person",
    "remove_holiday",
    "repeat_invitation",
    "revoke_role",
    "revoke_token",
    "save_function",
    "sweep_absences",
]

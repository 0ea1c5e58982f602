from accounts.models.delegation import Delegation
from accounts.models.function import Function, Holiday, Membership
from accounts.models.reply import Reply
from accounts.models.role import Role, RoleGrant
from accounts.models.session import SignInSession
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = [
    "ApiToken",
    "Delegation",
    "Function",
    "Holiday",
    "Membership",
    "Reply",
    "Role",
    "RoleGrant",
    "SignInSession",
    "User",
]

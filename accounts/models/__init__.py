from accounts.models.function import Function, Holiday, Membership
from accounts.models.role import Role, RoleGrant
from accounts.models.session import SignInSession
from accounts.models.user import User

__all__ = ["Function", "Holiday", "Membership", "Role", "RoleGrant", "SignInSession", "User"]

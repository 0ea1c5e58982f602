from django.conf import settings
from django.db import models


class Role(models.TextChoices):
    SALES_REP = "sales_rep", "Sales rep"
    FUNCTION_MEMBER = "function_member", "Function member"
    FUNCTION_LEAD = "function_lead", "Function lead"
    APPROVER_MANAGER = "approver_manager", "Approver, sales manager"
    APPROVER_VP = "approver_vp", "Approver, VP"
    APPROVER_EXECUTIVE = "approver_executive", "Approver, executive"
    DEAL_DESK = "deal_desk", "Deal desk"
    AUDITOR = "auditor", "Auditor"


class RoleGrant(models.Model):
    """One role of one person, with who gave it and when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

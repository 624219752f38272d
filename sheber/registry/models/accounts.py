from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sheber.registry.enums import Role
from sheber.registry.models.organisations import Organisation
from sheber.registry.models.people import Person


class Account(AbstractBaseUser):
    """Somebody who signs in. Carries no name: the name of a person stands in `identity`."""

    username = models.CharField(max_length=100, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Account"]()

    def __str__(self) -> str:
        return self.username


class Membership(models.Model):
    """An account acts in a role, for an organisation or for itself, over half-open dates."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "role", "organisation", "valid_from"), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=("account", "role", "valid_from"),
                condition=models.Q(organisation__isnull=True),
                name="personal_membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | models.Q(role__in=(Role.APPLICANT, Role.GUARDIAN, Role.ADMINISTRATOR)),
                name="membership_names_its_organisation",
                violation_error_message="This role is held for an organisation: name it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} as {self.role}"

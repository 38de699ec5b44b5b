from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import Tracked


class Role(models.TextChoices):
    STAFF = "staff", _("Case officer")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor (reads everything)")


class User(AbstractUser, Tracked):
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("full name"), max_length=150)
    must_change_password = models.BooleanField(_("must choose a new password at the next sign-in"), default=False)

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def _in_force(self) -> tuple[tuple[int, str, str], ...]:
        """(unit, its code, role) of every role in force; nobody who is not active has any."""
        if not self.is_active:
            return ()
        return tuple(self.memberships.filter(ended_at=None).values_list("unit_id", "unit__code", "role"))

    @cached_property
    def grants(self) -> frozenset[tuple[int, str]]:
        """(unit, role)"""
        return frozenset((unit, role) for unit, _code, role in self._in_force)

    @cached_property
    def posts(self) -> frozenset[tuple[str, str]]:
        """(code of the unit, role)"""
        return frozenset((code, role) for _unit, code, role in self._in_force)

    @cached_property
    def unit_words(self) -> str:
        """Beside the name in the shell: the unit, or the first of several."""
        units = list(Unit.objects.filter(memberships__user=self, memberships__ended_at=None).distinct())
        if not units:
            return ""
        words = _("({unit})") if len(units) == 1 else _("({unit} and {more} more)")
        return str(words).format(unit=units[0].label, more=len(units) - 1)


class Unit(Tracked):
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Membership(Tracked):
    """One role of one person in one unit; it ends, it is never deleted."""

    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("unit"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = _("role in a unit")
        verbose_name_plural = _("roles in units")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=models.Q(ended_at=None),
                name="one_membership_in_force",
                violation_error_message=_("This person already holds this role in this unit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.unit}, {self.get_role_display()}"


class PasswordHistory(models.Model):
    """Hashes of former passwords, so that none of the last ones comes back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_history")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


class PersonalToken(Tracked):
    """Lets a program read what its person may see. The token itself is shown once; only its digest is kept."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens", verbose_name=_("person"))
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("personal token")
        verbose_name_plural = _("personal tokens")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def in_force(self) -> bool:
        return self.withdrawn_at is None and not self.expired

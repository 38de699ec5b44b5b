from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.datasets.views import RecordView
from laborportal.listing.page import Action
from programs.quota.models import Justification
from programs.quota.policies import keeps_the_quota
from programs.quota.views.notices import OwnListView


class JustificationListView(OwnListView):
    def actions(self) -> Sequence[Action]:
        if not keeps_the_quota(self.user):
            return ()
        label = _("Enter: {record_type}").format(record_type=self.dataset.label_one)
        return (Action(label=label, url=reverse("quota_justifications:create"), primary=True),)


class JustificationView(RecordView):
    def facts(self, record: Justification) -> Sequence[tuple[Any, str]]:
        return [fact for fact in super().facts(record) if fact[1]]

from collections.abc import Mapping

from django import template

from laborportal.audit import timeline
from laborportal.audit.models import Event
from laborportal.audit.recording import action_words

register = template.Library()


@register.filter
def change_lines(event: Event, labels: Mapping[str, timeline.Wording] | None = None) -> list[timeline.Line]:
    return timeline.lines(event, labels or None)


@register.filter
def actor_words(event: Event) -> str:
    return timeline.actor_words(event)


@register.filter
def done_words(event: Event) -> str:
    return action_words(event.action)


@register.filter
def target_words(event: Event) -> str:
    return timeline.target_words(event)

from collections.abc import Mapping

from laborportal.activities.models import TopicCode, VisitTopic
from tests.architecture.samples.making import Sample, pk_of
from tests.factories.activities import GuidanceVisitFactory

visit = pk_of(lambda people: GuidanceVisitFactory.create())

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("visits:record", ""): visit,
    ("visits:edit", ""): visit,
    ("visits:void", ""): visit,
    ("visits:topic_edit", ""): pk_of(lambda people: VisitTopic.objects.get(code=TopicCode.AGE)),
}

from laborportal.cases.subscription import renew
from tests.architecture.samples.making import Sample

SAMPLES: dict[tuple[str, str], Sample] = {
    ("cases:feed", "the supervisor's secret address"): lambda people: {"secret": renew(people["supervisor"])},
    ("cases:feed", "an address that nobody has"): lambda people: {"secret": "guessed"},
}

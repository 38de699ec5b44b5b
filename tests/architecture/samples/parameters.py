from laborportal.parameters.models import Holiday, ParameterValue
from tests.architecture.samples.making import Sample

SAMPLES: dict[tuple[str, str], Sample] = {
    ("parameters:enter", "the basic wage"): lambda people: {"code": "basic_wage"},
    ("parameters:enter", "a parameter that nobody declares"): lambda people: {"code": "basic_hope"},
    ("parameters:void", ""): lambda people: {"pk": ParameterValue.objects.earliest("pk").pk},
    ("parameters:void_holiday", ""): lambda people: {"pk": Holiday.objects.earliest("pk").pk},
}

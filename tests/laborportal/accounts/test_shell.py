from django import forms
from django.template import Context, Template
from django.utils.translation import override

from laborportal.accounts.templatetags.shell import error_count


class Letter(forms.Form):
    number = forms.CharField(label="字號", help_text="如公文所載")
    remark = forms.CharField(label="備註", required=False, widget=forms.Textarea)
    urgent = forms.BooleanField(label="速件", required=False)
    kind = forms.ChoiceField(label="類別", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    unit = forms.ChoiceField(label="單位", choices=[("1", "一"), ("2", "二")])
    seen = forms.IntegerField(widget=forms.HiddenInput)


def rendered(text: str, **context: object) -> str:
    return Template("{% load filled from shell %}" + text).render(Context(context))


def test_an_element_without_content_is_left_out() -> None:
    assert rendered('{% filled "nav" class="crumbs" %} \n {% endfilled %}') == ""


def test_an_element_carries_its_content_and_attributes() -> None:
    text = '{% filled "nav" class="crumbs" aria_label=where %}<a>x</a>{% endfilled %}'
    assert rendered(text, where='"here"') == '<nav class="crumbs" aria-label="&quot;here&quot;"><a>x</a></nav>'


def test_errors_are_counted_over_all_fields() -> None:
    assert error_count(Letter({})) == 4
    assert error_count(Letter()) == 0
    rows = forms.formset_factory(Letter, extra=2)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-number": "甲", "form-1-number": "乙"}
    assert error_count(rows(data)) == 6


def test_a_form_says_each_error_above_and_at_its_field() -> None:
    with override("en"):
        html = str(Letter({"kind": "a", "unit": "1", "seen": "1"}))
    assert "1 problem needs your attention" in html
    assert '<a href="#id_number">字號: This field is required.</a>' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
    assert 'id="id_number_error"' in html
    assert "field--error" in html


def test_a_form_without_errors_has_labels_and_no_summary() -> None:
    with override("en"):
        html = str(Letter())
    assert "error-summary" not in html
    assert '<label class="form-label" for="id_number">字號</label>' in html
    assert '備註 <span class="quiet fw-normal">(optional)</span>' in html
    assert "<legend>類別</legend>" in html
    for css in ('class="form-control"', 'class="form-select"', 'class="form-check-input"'):
        assert css in html
    assert '<input type="hidden" name="seen" id="id_seen">' in html


def test_a_class_of_a_widget_joins_ours() -> None:
    class Short(forms.Form):
        day = forms.CharField(widget=forms.TextInput({"class": "w-date", "inputmode": "numeric"}))

    assert 'class="form-control w-date"' in str(Short())

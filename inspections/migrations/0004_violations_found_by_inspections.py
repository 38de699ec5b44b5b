"""On SQLite these rebuild the table; on PostgreSQL a violation may lack a penalty from now on, and three constraints are added."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0003_inspections_stop_work_complaints'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='violation',
            options={'ordering': [models.OrderBy(models.F('counted_on'), descending=True, nulls_last=True), 'inspection', 'penalty', 'position', 'pk'], 'verbose_name': 'Violation', 'verbose_name_plural': 'Violations'},
        ),
        migrations.RemoveConstraint(
            model_name='violation',
            name='violation_position_stands_once',
        ),
        migrations.AddField(
            model_name='inspectionpenalty',
            name='not_heard',
            field=models.CharField(blank=True, db_default='', max_length=500, verbose_name='Why there was no hearing'),
        ),
        migrations.AddField(
            model_name='violation',
            name='evidence',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=500, verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='violation',
            name='state',
            field=models.CharField(choices=[('not_followed', 'Not followed up'), ('open', 'To be corrected'), ('corrected', 'Corrected in time'), ('corrected_late', 'Corrected late'), ('site_ended', 'Site ended, not corrected'), ('withdrawn', 'Finding withdrawn')], db_default='not_followed', default='not_followed', editable=False, max_length=20, verbose_name='Correction'),
        ),
        migrations.AlterField(
            model_name='violation',
            name='penalty',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='violations', to='inspections.inspectionpenalty', verbose_name='Penalty'),
        ),
        migrations.AddConstraint(
            model_name='violation',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('inspection', 'position'), name='violation_of_inspection_once', violation_error_message='This inspection already has a violation at this position.'),
        ),
        migrations.AddConstraint(
            model_name='violation',
            constraint=models.UniqueConstraint(condition=models.Q(('inspection__isnull', True), ('voided_at__isnull', True)), fields=('penalty', 'position'), name='violation_of_letter_once', violation_error_message='This penalty already has a violation at this position.'),
        ),
        migrations.AddConstraint(
            model_name='violation',
            constraint=models.CheckConstraint(condition=models.Q(('inspection__isnull', False), ('penalty__isnull', False), _connector='OR'), name='violation_was_found_or_fined', violation_error_message='A violation belongs to an inspection or to a penalty.'),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        ('registry', '0001_initial'),
        ('training', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True)),
                ('awarded_on', models.DateField()),
                ('state', models.CharField(max_length=20)),
                ('awarding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('study', 'further study'), ('work', 'work')], max_length=10)),
                ('outcome', models.CharField(blank=True, choices=[('full', 'recognised in full'), ('partial', 'recognised in part, with tasks'), ('refused', 'not recognised')], max_length=10)),
                ('hours_recognised', models.PositiveIntegerField(null=True)),
                ('hours_of', models.PositiveIntegerField(null=True)),
                ('remaining', models.CharField(blank=True, max_length=1000)),
                ('decided_on', models.DateField(null=True)),
                ('document', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(max_length=20)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.award')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'country', 'purpose'), name='recognition_asked_once', violation_error_message='This recognition has been asked for already.'), models.CheckConstraint(condition=models.Q(models.Q(('hours_recognised__lt', models.F('hours_of')), ('outcome', 'partial')), models.Q(models.Q(('outcome', 'partial'), _negated=True), ('hours_recognised__isnull', True)), _connector='OR'), name='recognition_in_part_has_hours', violation_error_message='Recognition in part says how many hours of how many.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'partial'), models.Q(('remaining', ''), _negated=True)), models.Q(models.Q(('outcome', 'partial'), _negated=True), ('remaining', '')), _connector='OR'), name='recognition_in_part_has_tasks', violation_error_message='Recognition in part says what remains to be done.')],
            },
        ),
    ]

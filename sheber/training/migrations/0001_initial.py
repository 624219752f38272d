import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admissions', '0001_initial'),
        ('contracts', '0001_initial'),
        ('programmes', '0001_initial'),
        ('registry', '0001_initial'),
        ('registry', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('state', models.CharField(max_length=20)),
                ('capacity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.capacity')),
                ('contract', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('seat', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Expulsion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('own_wish', 'own wish'), ('failed', 'failed the assessments'), ('contract_refused', 'refused to sign the target contract'), ('conduct', 'breach of the rules of the house'), ('other', 'other')], max_length=20)),
                ('on', models.DateField()),
                ('reinstated_on', models.DateField(null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('illness', 'illness'), ('military_service', 'military service'), ('care', 'care of a child or a relative'), ('other', 'other')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('hours_planned', models.PositiveSmallIntegerField()),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(max_length=20)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='placement_has_days', violation_error_message='A placement ends after it starts.')],
            },
        ),
        migrations.CreateModel(
            name='ModuleResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scale', models.CharField(max_length=20)),
                ('mark', models.CharField(max_length=10)),
                ('passed', models.BooleanField()),
                ('dated', models.DateField()),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.enrolment')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.module')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'module', 'dated'), name='module_result_once')],
            },
        ),
        migrations.CreateModel(
            name='PracticeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.placement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('placement', 'day'), name='practice_day_once')],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_initial'),
        ('training', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('document', models.CharField(max_length=200)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from__lt', models.F('valid_to'))), name='agreement_has_days')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('study', 'study abroad'), ('practice', 'practice abroad'), ('secondment', 'secondment of a specialist')], max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ended_early_on', models.DateField(null=True)),
                ('ended_early', models.CharField(blank=True, choices=[('illness', 'illness'), ('own_wish', 'own wish'), ('host', 'the host ended it'), ('legal_stay', 'the legal stay ended'), ('other', 'other')], max_length=12)),
                ('hours_recognised', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(max_length=20)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mobility.agreement')),
                ('enrolment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'secondment'), ('enrolment__isnull', False), _connector='OR'), name='student_stay_has_an_enrolment', violation_error_message="A student's stay belongs to an enrolment."), models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='stay_has_days')],
            },
        ),
        migrations.CreateModel(
            name='LearningAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('hours', models.PositiveSmallIntegerField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('student_signed_at', models.DateTimeField(null=True)),
                ('guardian_signed_at', models.DateTimeField(null=True)),
                ('home_signed_at', models.DateTimeField(null=True)),
                ('host_signed_at', models.DateTimeField(null=True)),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mobility.stay')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stay', 'version'), name='learning_agreement_version_once')],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admissions', '0001_initial'),
        ('offers', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_sha256', models.CharField(max_length=64)),
                ('sign_by', models.DateField()),
                ('state', models.CharField(max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.seat')),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.terms')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('citizen', 'citizen'), ('guardian', 'guardian'), ('customer', 'customer'), ('employer', 'employer'), ('education', 'education organisation')], max_length=12)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
            options={
                'verbose_name_plural': 'parties',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('person__isnull', True)), models.Q(('organisation__isnull', True), ('person__isnull', False)), _connector='OR'), name='party_is_one_body'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('contract', 'role', 'organisation'), name='organisation_is_party_once'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('contract', 'role', 'person'), name='person_is_party_once')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('military_service', 'military service'), ('care', 'care of a child or a relative'), ('illness', 'illness'), ('other', 'other')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('notified_on', models.DateField()),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
            ],
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_role', models.CharField(choices=[('citizen', 'citizen'), ('guardian', 'guardian'), ('customer', 'customer'), ('employer', 'employer'), ('education', 'education organisation')], max_length=12)),
                ('ground', models.CharField(choices=[('citizen_refuses', 'the citizen refuses to sign or leaves'), ('customer_refuses', 'the customer refuses or terminates'), ('not_employed', 'the customer does not employ'), ('dropped_out', 'the citizen did not finish the study'), ('left_work', 'the citizen left the work before the term')], max_length=20)),
                ('on', models.DateField()),
                ('regime', models.CharField(max_length=100)),
                ('before_first_attestation', models.BooleanField()),
                ('amount_minor', models.BigIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('formula', models.JSONField(default=dict)),
                ('settled_on', models.DateField(null=True)),
                ('contract', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
            ],
            options={
                'verbose_name_plural': 'breaches',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount_minor__isnull', True), ('currency', '')), models.Q(('amount_minor__gte', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='breach_amount_has_a_currency')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_sha256', models.CharField(max_length=64)),
                ('proposed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(default=False)),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.terms')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('contract',), name='one_open_amendment', violation_error_message='An amendment waits already: sign or refuse it first.')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_sha256', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('electronic', 'signed in the system'), ('scan', 'hand-signed, scan kept')], max_length=12)),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('refused', models.BooleanField(default=False)),
                ('under_age', models.BooleanField(default=False)),
                ('settled_by', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField()),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('party', 'document_sha256'), name='one_word_of_a_party_on_a_document')],
            },
        ),
    ]

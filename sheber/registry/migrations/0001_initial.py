import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Country',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('alpha3', models.CharField(max_length=3)),
                ('currency', models.CharField(max_length=3)),
                ('timezone', models.CharField(max_length=40)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionGroup',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=30, primary_key=True, serialize=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.field')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('national', models.CharField(blank=True, max_length=20)),
                ('eqf', models.CharField(blank=True, max_length=10)),
                ('isced', models.CharField(blank=True, max_length=10)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('capital_en', models.CharField(max_length=100)),
                ('capital_ru', models.CharField(max_length=100)),
                ('capital_kk', models.CharField(max_length=100)),
                ('timezone', models.CharField(max_length=40)),
                ('longitude', models.FloatField()),
                ('latitude', models.FloatField()),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RulePack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('sha256', models.CharField(max_length=64)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
        ),
        migrations.CreateModel(
            name='Occupation',
            fields=[
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False)),
                ('sectors', models.ManyToManyField(related_name='+', to='registry.sector')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('pseudonym', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('entry_basis', models.CharField(blank=True, choices=[('grade_9', 'after grade 9'), ('grade_11', 'after grade 11'), ('college', 'after college')], max_length=10)),
                ('demo', models.BooleanField(default=False)),
                ('citizenship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('home_region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'verbose_name_plural': 'people',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('code', models.CharField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('enterprise', 'enterprise'), ('college', 'college'), ('university', 'university'), ('branch', 'branch of a university'), ('school', 'school'), ('academy', 'academy for managers'), ('ministry', 'ministry'), ('regional_authority', 'regional ministry or akimat'), ('programme_office', 'programme office')], max_length=20)),
                ('town_en', models.CharField(blank=True, max_length=100)),
                ('town_ru', models.CharField(blank=True, max_length=100)),
                ('town_kk', models.CharField(blank=True, max_length=100)),
                ('status', models.CharField(choices=[('operating', 'operating'), ('planned', 'planned'), ('closed', 'closed'), ('unresolved', 'not established which body is meant')], default='operating', max_length=20)),
                ('status_since', models.CharField(blank=True, max_length=20)),
                ('demo', models.BooleanField(default=False)),
                ('teaching_languages', models.JSONField(blank=True, default=list)),
                ('founder', models.CharField(blank=True, max_length=200)),
                ('funder', models.CharField(blank=True, max_length=200)),
                ('awarding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'branch'), _negated=True), ('parent__isnull', False), _connector='OR'), name='branch_has_a_parent', violation_error_message='A branch belongs to a university: name its parent.')],
            },
        ),
        migrations.CreateModel(
            name='RegionGroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.regiongroup')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'region', 'valid_from'), name='region_group_member_once')],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('integer', 'Integer'), ('share', 'Share'), ('money', 'Money'), ('date_of_year', 'Date Of Year'), ('list', 'List'), ('table', 'Table'), ('text_code', 'Text Code'), ('boolean', 'Boolean'), ('unknown', 'Unknown')], max_length=20)),
                ('value', models.JSONField(null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('source', models.CharField(max_length=400)),
                ('source_date', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], max_length=20)),
                ('in_force_from', models.DateField(null=True)),
                ('label_en', models.CharField(max_length=200)),
                ('label_ru', models.CharField(max_length=200)),
                ('label_kk', models.CharField(max_length=200)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('question_en', models.TextField(blank=True)),
                ('question_ru', models.TextField(blank=True)),
                ('question_kk', models.TextField(blank=True)),
                ('note_en', models.TextField(blank=True)),
                ('note_ru', models.TextField(blank=True)),
                ('note_kk', models.TextField(blank=True)),
                ('asked_of', models.CharField(blank=True, max_length=200)),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.rulepack')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pack', 'code'), name='rule_once_in_a_pack'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unknown'), ('value__isnull', True)), models.Q(('kind', 'unknown'), _negated=True), _connector='OR'), name='unknown_rule_has_no_value', violation_error_message='An unknown rule has no value until an office answers.')],
            },
        ),
        migrations.CreateModel(
            name='NationalCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=20)),
                ('certainty', models.CharField(choices=[('published', 'published'), ('memory_high', 'to be verified, probably right'), ('memory_medium', 'to be verified, uncertain'), ('memory_low', 'to be verified, doubtful'), ('inferred', 'inferred, no source'), ('needs_lawyer', 'needs a lawyer')], default='published', max_length=20)),
                ('scheme', models.CharField(max_length=30)),
                ('code', models.CharField(max_length=20)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('level', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.level')),
                ('occupations', models.ManyToManyField(related_name='+', to='registry.occupation')),
                ('sectors', models.ManyToManyField(related_name='+', to='registry.sector')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('country', 'scheme', 'code'), name='national_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=100, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('demo', models.BooleanField(default=False)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_capital', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=250)),
                ('language', models.CharField(max_length=5)),
                ('source', models.CharField(max_length=300)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.region')),
            ],
            options={
                'verbose_name_plural': 'aliases',
            },
        ),
        migrations.CreateModel(
            name='RuleAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100)),
                ('value', models.JSONField()),
                ('basis', models.CharField(choices=[('document', 'a document'), ('assumption', 'an assumption')], max_length=12)),
                ('document', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField()),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('country', 'code', 'office', 'answered_at'), name='rule_answer_once'), models.CheckConstraint(condition=models.Q(models.Q(('basis', 'document'), _negated=True), models.Q(('document', ''), _negated=True), _connector='OR'), name='rule_answer_names_its_document', violation_error_message='Name the document on which the answer rests.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('applicant', 'applicant'), ('guardian', 'guardian'), ('employer', 'employer'), ('college', 'college or university'), ('cluster', 'cluster manager'), ('office', 'programme office'), ('region', 'regional ministry or akimat'), ('admissions', 'admissions office'), ('mentor', 'mentor'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'role', 'organisation', 'valid_from'), name='membership_once'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('account', 'role', 'valid_from'), name='personal_membership_once'), models.CheckConstraint(condition=models.Q(('organisation__isnull', False), ('role__in', ('applicant', 'guardian', 'administrator')), _connector='OR'), name='membership_names_its_organisation', violation_error_message='This role is held for an organisation: name it.')],
            },
        ),
    ]

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accords', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('industry', 'industrial cluster'), ('services', 'cluster of services'), ('management', 'training of managers'), ('school', 'school')], default='industry', max_length=20)),
                ('agreement_document', models.CharField(blank=True, max_length=200)),
                ('agreed_on', models.DateField(null=True)),
                ('state', models.CharField(max_length=20)),
                ('commitment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.commitment')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
                ('sector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.sector')),
            ],
            options={
                'ordering': ('code',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'industry'), _negated=True), ('sector__isnull', False), _connector='OR'), name='cluster_of_industry_has_a_sector', violation_error_message='An industrial cluster belongs to a sector: name it.')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('anchor_employer', 'anchor employer'), ('partner_employer', 'industry partner'), ('base_college', 'base college'), ('network_college', 'network college'), ('university', 'university'), ('academy', 'academy or school'), ('management', 'cluster management company'), ('council', 'cluster council'), ('founder', 'founding region or ministry')], max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.cluster')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('cluster', 'organisation', 'role', 'valid_from'), name='member_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='member_ends_after_the_start')],
            },
        ),
        migrations.CreateModel(
            name='MoneyEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(choices=[('state', 'state budget'), ('region', 'regional budget'), ('employer', 'employer'), ('person', 'the person')], max_length=10)),
                ('paid', models.BooleanField()),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('document', models.CharField(max_length=200)),
                ('entered_on', models.DateField()),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.cluster')),
                ('payer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.moneyentry')),
            ],
            options={
                'verbose_name_plural': 'money entries',
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='money_entry_is_positive', violation_error_message='An amount of money is more than nothing.')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('joint', models.BooleanField(default=False)),
                ('months', models.PositiveSmallIntegerField()),
                ('weeks', models.PositiveSmallIntegerField(default=0)),
                ('start_month', models.PositiveSmallIntegerField(default=9, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('teaching_languages', models.JSONField(default=list)),
                ('practice_hours', models.PositiveIntegerField()),
                ('practice_of_hours', models.PositiveIntegerField()),
                ('practice_of', models.CharField(choices=[('all', 'of all hours'), ('professional', 'of the professional cycle')], max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.cluster')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.field')),
                ('level', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.level')),
                ('occupations', models.ManyToManyField(related_name='+', to='registry.occupation')),
            ],
            options={
                'ordering': ('code',),
                'constraints': [models.CheckConstraint(condition=models.Q(('practice_hours__lte', models.F('practice_of_hours'))), name='practice_is_a_part_of_the_hours', violation_error_message='Practice cannot exceed the hours it is a part of.'), models.CheckConstraint(condition=models.Q(('months__gt', 0), ('weeks__gt', 0), _connector='OR'), name='programme_lasts_some_time', violation_error_message='A programme lasts at least a week.'), models.CheckConstraint(condition=models.Q(('start_month__gte', 1), ('start_month__lte', 12)), name='programme_starts_in_a_month', violation_error_message='Give the month of the start as a number from 1 to 12.')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('leads', 'leads'), ('delivers', 'delivers'), ('hosts_practice', 'hosts practice'), ('awards', 'awards')], max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('programme', 'organisation', 'role', 'valid_from'), name='partner_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='partner_ends_after_the_start')],
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=20)),
                ('hours', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('theory', 'theory'), ('practice', 'practice')], max_length=10)),
                ('cycle', models.CharField(choices=[('general', 'general cycle'), ('professional', 'professional cycle')], default='professional', max_length=20)),
                ('order', models.PositiveSmallIntegerField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ('programme', 'order'),
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='module_once')],
            },
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intake_year', models.PositiveSmallIntegerField()),
                ('group_size', models.PositiveSmallIntegerField()),
                ('minimum_group', models.PositiveSmallIntegerField()),
                ('groups_maximum', models.PositiveSmallIntegerField()),
                ('teachers', models.PositiveSmallIntegerField()),
                ('workshops', models.PositiveSmallIntegerField()),
                ('beds', models.PositiveSmallIntegerField()),
                ('practice_places', models.PositiveSmallIntegerField()),
                ('cost_per_seat_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'verbose_name_plural': 'capacities',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('programme', 'provider', 'intake_year'), name='capacity_once'), models.CheckConstraint(condition=models.Q(('minimum_group__lte', models.F('group_size'))), name='minimum_group_fits_a_group', violation_error_message="The smallest group cannot exceed the group's size.")],
            },
        ),
        migrations.CreateModel(
            name='SharedResource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('beds', 'beds'), ('practice_places', 'places of practice'), ('teachers', 'teachers'), ('workshops', 'workshops')], max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('amount', models.PositiveIntegerField()),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'ordering': ('kind', 'year'),
                'constraints': [models.UniqueConstraint(fields=('provider', 'kind', 'year'), name='shared_resource_once')],
            },
        ),
    ]

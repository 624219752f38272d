import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('demand', '0001_initial'),
        ('planning', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClauseTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('text_en', models.TextField()),
                ('text_ru', models.TextField()),
                ('text_kk', models.TextField()),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
            ],
            options={
                'ordering': ('code', 'version'),
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='clause_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('seats', models.PositiveIntegerField()),
                ('state', models.CharField(max_length=20)),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.allocation')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='demand.line')),
                ('open_to', models.ManyToManyField(related_name='+', to='registry.country')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='offer_has_seats', violation_error_message='An offer needs at least one seat.')],
            },
        ),
        migrations.CreateModel(
            name='RuleUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100)),
                ('basis', models.CharField(max_length=20)),
                ('pack', models.CharField(max_length=20)),
                ('carried_forward', models.BooleanField(default=False)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offers.offer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('offer', 'country', 'code'), name='rule_use_once')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('months_owed', models.PositiveSmallIntegerField()),
                ('monthly_minor', models.BigIntegerField(null=True)),
                ('bed', models.BooleanField(null=True)),
                ('bed_price_minor', models.BigIntegerField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('teaching_language', models.CharField(blank=True, max_length=5)),
                ('regime', models.CharField(max_length=100)),
                ('contact_office', models.CharField(blank=True, max_length=200)),
                ('prevailing_language', models.CharField(blank=True, max_length=2)),
                ('dated', models.DateTimeField()),
                ('for_contracts', models.BooleanField(default=False)),
                ('clauses', models.ManyToManyField(related_name='+', to='offers.clausetemplate')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offers.offer')),
                ('work_region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'verbose_name_plural': 'terms',
                'ordering': ('offer', 'version'),
                'constraints': [models.UniqueConstraint(fields=('offer', 'version'), name='terms_version_once'), models.CheckConstraint(condition=models.Q(('months_owed__gt', 0)), name='terms_owe_some_months', violation_error_message='A target offer owes at least one month of work.')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('monthly_money', 'How much money a month, and from when?'), ('bed', 'Is there a bed, and what does it cost?'), ('language', 'In what language is the teaching?'), ('town', 'In what town is the study, and in what town the work?'), ('licence', 'Is the programme licensed, and is the diploma recognised at home?'), ('months_owed', 'How many months of work are owed, and where?'), ('firm_closes', 'What if the firm closes?'), ('firm_refuses', 'What if the firm refuses to employ?'), ('one_leaves', 'What if one leaves the study or the work?'), ('military_service', 'What if one is called up for military service?'), ('contact', 'Which office answers questions?')], max_length=20)),
                ('text_en', models.TextField()),
                ('text_ru', models.TextField()),
                ('text_kk', models.TextField()),
                ('terms', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='offers.terms')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('terms', 'question'), name='offer_answers_once')],
            },
        ),
    ]

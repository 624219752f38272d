import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offers', '0001_initial'),
        ('programmes', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_en', models.CharField(max_length=250)),
                ('name_ru', models.CharField(max_length=250)),
                ('name_kk', models.CharField(max_length=250)),
                ('kk_status', models.CharField(choices=[('act', 'from an act'), ('standard', 'standard usage'), ('draft', 'draft')], default='draft', max_length=10)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('consent_by', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('contracts_maximum', models.PositiveSmallIntegerField()),
                ('lottery_seed', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(max_length=20)),
                ('rule_packs', models.ManyToManyField(related_name='+', to='registry.rulepack')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submitted_at', models.DateTimeField(null=True)),
                ('state', models.CharField(max_length=20)),
                ('guardian', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Clearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('market', models.TextField()),
                ('result', models.TextField()),
                ('people', models.PositiveIntegerField()),
                ('held', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('engine', models.CharField(max_length=60)),
                ('rule_hashes', models.JSONField(default=dict)),
                ('rule_marks', models.JSONField(default=dict)),
                ('computed_at', models.DateTimeField()),
                ('consent_by', models.DateTimeField(null=True)),
                ('state', models.CharField(max_length=20)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.campaign')),
            ],
            options={
                'ordering': ('campaign', 'round'),
            },
        ),
        migrations.CreateModel(
            name='ClearingApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('approved_at', models.DateTimeField()),
                ('clearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.clearing')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('cap', models.PositiveIntegerField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Lottery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_sha256', models.CharField(max_length=64)),
                ('people', models.PositiveIntegerField()),
                ('reveal_by', models.DateTimeField()),
                ('source', models.CharField(max_length=300)),
                ('state', models.CharField(max_length=20)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.campaign')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='LotteryParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('commitment', models.CharField(blank=True, max_length=64)),
                ('list_sha256', models.CharField(blank=True, max_length=64)),
                ('committed_at', models.DateTimeField(null=True)),
                ('secret', models.CharField(blank=True, max_length=64)),
                ('revealed_at', models.DateTimeField(null=True)),
                ('stand_in', models.CharField(blank=True, max_length=1000)),
                ('evidence', models.CharField(blank=True, max_length=1000)),
                ('published_at', models.DateTimeField(null=True)),
                ('lottery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.lottery')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
            options={
                'verbose_name_plural': 'lottery parties',
                'ordering': ('lottery', 'place'),
            },
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.campaign')),
                ('capacity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.capacity')),
                ('closed_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.clearing')),
            ],
        ),
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100, unique=True)),
                ('kind', models.CharField(choices=[('target', 'target seats of an employer'), ('special', 'special quota'), ('separate', 'separate quota'), ('rural', 'rural quota'), ('main', 'main competition seats'), ('grant', 'grant'), ('paid', 'fee-paying seats')], max_length=12)),
                ('order', models.PositiveSmallIntegerField()),
                ('capacity', models.PositiveIntegerField()),
                ('scale', models.CharField(max_length=20)),
                ('fund', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.fund')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.offer')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.offering')),
                ('spill_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.pool')),
            ],
            options={
                'ordering': ('offering', 'order'),
            },
        ),
        migrations.CreateModel(
            name='PublicEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.TextField()),
                ('leaves', models.BinaryField()),
                ('secret', models.BinaryField(max_length=32)),
                ('clearing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.clearing')),
            ],
            options={
                'ordering': ('clearing',),
            },
        ),
        migrations.CreateModel(
            name='RankedContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('terms_kind', models.CharField(choices=[('state', 'state-funded, no service owed'), ('target', 'target contract with an employer'), ('paid', 'fee-paying')], max_length=10)),
                ('terms_version', models.PositiveSmallIntegerField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.application')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.offer')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.offering')),
            ],
            options={
                'ordering': ('application', 'position'),
            },
        ),
        migrations.CreateModel(
            name='RegionalCap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('cap', models.PositiveIntegerField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.campaign')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'ordering': ('campaign', 'code'),
            },
        ),
        migrations.CreateModel(
            name='RegionalTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.PositiveIntegerField()),
                ('turn', models.PositiveSmallIntegerField()),
                ('offering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.offering')),
                ('under', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.regionalcap')),
            ],
            options={
                'ordering': ('under', 'turn'),
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
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.offering')),
            ],
        ),
        migrations.CreateModel(
            name='RunColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('clearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.clearing')),
            ],
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keeps_wishing', models.BooleanField(default=False)),
                ('state', models.CharField(max_length=20)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.campaign')),
                ('clearing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.clearing')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.rankedcontract')),
                ('guardian', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.pool')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='SeatSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pool_kind', models.CharField(choices=[('target', 'target seats of an employer'), ('special', 'special quota'), ('separate', 'separate quota'), ('rural', 'rural quota'), ('main', 'main competition seats'), ('grant', 'grant'), ('paid', 'fee-paying seats')], max_length=12)),
                ('channel', models.CharField(choices=[('programme', 'this programme'), ('rabota_v_rossii', 'Работа в России'), ('gosuslugi', 'Gosuslugi'), ('egov', 'eGov')], max_length=20)),
                ('deadline', models.DateTimeField(null=True)),
                ('number', models.CharField(blank=True, max_length=100)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.campaign')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
        ),
        migrations.CreateModel(
            name='VerifiedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('score', 'score'), ('special', 'entitled to the special quota'), ('separate', 'entitled to the separate quota'), ('rural', 'entitled to the rural quota'), ('earlier_diploma', 'earlier diploma recognised')], max_length=20)),
                ('scale', models.CharField(blank=True, max_length=20)),
                ('points', models.IntegerField(null=True)),
                ('ties', models.JSONField(blank=True, default=list)),
                ('checked_at', models.DateTimeField()),
                ('refuted_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.campaign')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
            ],
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('campaign', 'person'), name='application_once'),
        ),
        migrations.AddConstraint(
            model_name='clearing',
            constraint=models.UniqueConstraint(fields=('campaign', 'round'), name='clearing_round_once'),
        ),
        migrations.AddConstraint(
            model_name='clearingapproval',
            constraint=models.UniqueConstraint(fields=('clearing', 'office'), name='clearing_approval_once'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.UniqueConstraint(fields=('campaign', 'code'), name='fund_once'),
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'annulled'), _negated=True), fields=('campaign',), name='one_living_lottery_of_a_campaign', violation_error_message='A campaign has one lottery.'),
        ),
        migrations.AddConstraint(
            model_name='lotteryparty',
            constraint=models.UniqueConstraint(fields=('lottery', 'place'), name='lottery_place_once'),
        ),
        migrations.AddConstraint(
            model_name='lotteryparty',
            constraint=models.UniqueConstraint(fields=('lottery', 'office'), name='lottery_office_once'),
        ),
        migrations.AddConstraint(
            model_name='lotteryparty',
            constraint=models.CheckConstraint(condition=models.Q(('secret', ''), ('stand_in', ''), _connector='OR'), name='a_source_stands_in_for_silence', violation_error_message='Nothing stands in for a secret that was revealed.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('campaign', 'capacity'), name='offering_once'),
        ),
        migrations.AddConstraint(
            model_name='pool',
            constraint=models.UniqueConstraint(fields=('offering', 'order'), name='pool_order_once'),
        ),
        migrations.AddConstraint(
            model_name='pool',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'target'), ('offer__isnull', False)), models.Q(('kind', 'target'), _negated=True), _connector='OR'), name='target_pool_has_an_offer', violation_error_message="Target seats belong to an employer's offer."),
        ),
        migrations.AddConstraint(
            model_name='rankedcontract',
            constraint=models.UniqueConstraint(fields=('application', 'position'), name='ranked_position_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedcontract',
            constraint=models.UniqueConstraint(fields=('application', 'offering', 'terms_kind', 'offer'), name='ranked_contract_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedcontract',
            constraint=models.UniqueConstraint(condition=models.Q(('offer__isnull', True)), fields=('application', 'offering', 'terms_kind'), name='ranked_contract_without_offer_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedcontract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('offer__isnull', False), ('terms_kind', 'target')), models.Q(('terms_kind', 'target'), _negated=True), _connector='OR'), name='ranked_target_names_its_offer', violation_error_message="A target contract names the employer's offer."),
        ),
        migrations.AddConstraint(
            model_name='regionalcap',
            constraint=models.UniqueConstraint(fields=('campaign', 'code'), name='regional_cap_once'),
        ),
        migrations.AddConstraint(
            model_name='regionaltarget',
            constraint=models.UniqueConstraint(fields=('under', 'turn'), name='regional_turn_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleuse',
            constraint=models.UniqueConstraint(fields=('offering', 'country', 'code'), name='offering_rule_use_once'),
        ),
        migrations.AddConstraint(
            model_name='runcolumn',
            constraint=models.UniqueConstraint(fields=('clearing', 'name'), name='run_column_once'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['campaign', 'state'], name='seat_campaign_state'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('offered', 'consented', 'enrolled'))), fields=('person', 'campaign'), name='one_living_seat_for_a_person', violation_error_message='A person holds one seat of a campaign at most.'),
        ),
        migrations.AddConstraint(
            model_name='seatsource',
            constraint=models.UniqueConstraint(fields=('campaign', 'country', 'pool_kind'), name='seat_source_once'),
        ),
        migrations.AddConstraint(
            model_name='verifiedfact',
            constraint=models.UniqueConstraint(condition=models.Q(('refuted_at__isnull', True)), fields=('person', 'campaign', 'kind', 'scale'), name='verified_fact_once'),
        ),
    ]

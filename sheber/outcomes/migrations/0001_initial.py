import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('credentials', '0001_initial'),
        ('demand', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no_line', models.CharField(blank=True, choices=[('no_contract', 'the person had no target contract'), ('released', 'released from the contract'), ('other_employer', 'works for another employer'), ('other_work', 'works in another occupation or region'), ('breached', 'the contract was broken'), ('served', 'the time under the contract is served')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('end_ground', models.CharField(blank=True, choices=[('dismissed', 'dismissed by the employer'), ('left', 'left by own wish'), ('firm_closed', 'the firm closed'), ('other', 'other')], max_length=20)),
                ('paper', models.CharField(blank=True, max_length=100)),
                ('paper_sha256', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(max_length=20)),
                ('award', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.award')),
                ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='demand.line')),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.occupation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('line__isnull', False), ('no_line', '')), models.Q(('line__isnull', True), models.Q(('no_line', ''), _negated=True)), _connector='OR'), name='employment_has_a_line_or_says_why_not', violation_error_message='Name the line of demand, or say why there is none.')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('regime', models.CharField(max_length=100)),
                ('state', models.CharField(max_length=20)),
                ('contract', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
            ],
        ),
        migrations.CreateModel(
            name='EmploymentEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('employer_order', 'order of the employer'), ('pension_contributions', 'pension contributions'), ('electronic_work_book', 'electronic work book'), ('papers_brought', 'papers brought by the person')], max_length=25)),
                ('reference', models.CharField(max_length=100)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('confirmed_at', models.DateTimeField()),
                ('state', models.CharField(max_length=20)),
                ('employment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outcomes.employment')),
            ],
            options={
                'verbose_name_plural': 'employment evidence',
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='evidence_has_days', violation_error_message='A period of work ends after it starts.')],
            },
        ),
        migrations.CreateModel(
            name='PlacementRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('dismissed', 'dismissed by the employer'), ('left', 'left by own wish'), ('firm_closed', 'the firm closed'), ('other', 'other')], max_length=20)),
                ('since', models.DateField()),
                ('placed_on', models.DateField(null=True)),
                ('lost', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.employment')),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outcomes.obligation')),
                ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.employment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('placed_on__isnull', True), ('placed_on__gte', models.F('since')), _connector='OR'), name='placed_anew_after_the_loss')],
            },
        ),
    ]

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
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(max_length=20)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_in_call', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('confidence', models.CharField(choices=[('firm', 'firm: posts are in the staffing plan'), ('likely', 'likely'), ('possible', 'possible')], max_length=10)),
                ('payer', models.CharField(choices=[('employer', 'the employer'), ('state', 'the state budget'), ('region', 'the regional budget'), ('shared', 'shared by agreement')], max_length=10)),
                ('state', models.CharField(max_length=20)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='demand.call')),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.occupation')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accords.project')),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.region')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('call', 'number_in_call'), name='line_once_in_a_call'), models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='line_asks_for_somebody', violation_error_message='Ask for at least one person, or withdraw the line.')],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('planning', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('as_of', models.DateField()),
                ('counts', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('indicator', 'as_of'), name='snapshot_once')],
            },
        ),
        migrations.CreateModel(
            name='ForecastScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('completion', 'Who finishes a programme'), ('propensity', 'Who moves for work'), ('graduates', 'People at work on a line'), ('demand', 'People asked for in a line'), ('confidence', 'How sure employers are')], max_length=12)),
                ('as_of', models.DateField()),
                ('cases', models.PositiveIntegerField()),
                ('bias', models.FloatField(null=True)),
                ('error', models.FloatField(null=True)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('coverage', models.FloatField(null=True)),
                ('ranged', models.PositiveIntegerField(default=0)),
                ('groups', models.JSONField(blank=True, default=list)),
                ('made_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'kind', 'as_of'), name='forecast_score_once')],
            },
        ),
    ]

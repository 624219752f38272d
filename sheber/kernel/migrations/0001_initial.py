import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('actor', models.CharField(max_length=60)),
                ('organisation', models.CharField(blank=True, max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('head', models.JSONField(default=list)),
                ('choices', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('erased', models.BooleanField(default=False)),
                ('state', models.CharField(max_length=20)),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('real', 'Real'), ('demo', 'Demo')], max_length=4)),
                ('demo_now', models.DateTimeField(null=True)),
                ('demo_seed', models.PositiveIntegerField(null=True)),
                ('demo_size', models.CharField(blank=True, max_length=20)),
                ('only', models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='installation_is_one_row'), models.CheckConstraint(condition=models.Q(models.Q(('demo_now__isnull', True), ('kind', 'real')), models.Q(('demo_now__isnull', False), ('kind', 'demo')), _connector='OR'), name='installation_clock_matches_kind')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_at', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.seal')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=80)),
                ('actor', models.CharField(max_length=60)),
                ('organisation', models.CharField(blank=True, max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_key', models.CharField(max_length=60)),
                ('from_state', models.CharField(blank=True, max_length=40)),
                ('to_state', models.CharField(blank=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('reason_hash', models.CharField(blank=True, max_length=64)),
                ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.seal')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['subject_type', 'subject_key'], name='event_subject'), models.Index(fields=['verb'], name='event_verb')],
            },
        ),
        migrations.CreateModel(
            name='UploadedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField(default=list)),
                ('unread', models.JSONField(default=list)),
                ('faults', models.JSONField(default=list)),
                ('verdict', models.CharField(blank=True, max_length=20)),
                ('content', models.CharField(blank=True, max_length=64)),
                ('became', models.CharField(blank=True, max_length=60)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.upload')),
            ],
            options={
                'ordering': ('number',),
                'indexes': [models.Index(fields=['content'], name='uploaded_line_content')],
                'constraints': [models.UniqueConstraint(fields=('upload', 'number'), name='uploaded_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='kernel.event')),
                ('salt', models.CharField(max_length=32)),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_key', models.CharField(max_length=60)),
                ('given', models.JSONField(default=dict)),
                ('actor', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('stage', models.CharField(blank=True, max_length=40)),
                ('share', models.PositiveSmallIntegerField(default=0)),
                ('told', models.JSONField(default=dict)),
                ('worker', models.CharField(blank=True, max_length=60)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('refusal', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('subject_type', 'subject_key'), name='one_open_job_of_a_subject')],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
    ]

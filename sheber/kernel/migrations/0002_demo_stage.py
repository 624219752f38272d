from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='installation',
            name='demo_until',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='installation',
            name='demo_stage',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]

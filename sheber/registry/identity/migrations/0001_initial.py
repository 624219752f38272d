import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=60)),
                ('issued_by', models.CharField(blank=True, max_length=200)),
                ('issued_on', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
            ],
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='registry.person')),
                ('name_original', models.CharField(max_length=200)),
                ('name_latin', models.CharField(max_length=200)),
                ('born', models.DateField()),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('home_store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.country')),
            ],
            options={
                'verbose_name_plural': 'identities',
            },
        ),
        migrations.CreateModel(
            name='NameDisclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_key', models.CharField(max_length=60)),
                ('organisation_key', models.CharField(blank=True, max_length=60)),
                ('purpose', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
            ],
        ),
        migrations.CreateModel(
            name='Guardianship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
                ('ward', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ward', 'guardian', 'valid_from'), name='guardianship_once'), models.CheckConstraint(condition=models.Q(('ward', models.F('guardian')), _negated=True), name='nobody_is_own_guardian')],
            },
        ),
    ]

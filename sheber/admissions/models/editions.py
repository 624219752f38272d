from django.db import models

from sheber.admissions.models.campaigns import Clearing


class PublicEdition(models.Model):
    """What everybody may read of a published round, and what its receipts are made of.

    `document` is `sheber.public/1`. `leaves` are the hashes of the full edition's rows, 32 bytes
    each, and `secret` salts them: whoever has it could try rows until one fits, so it is shown to
    nobody.
    """

    clearing = models.OneToOneField(Clearing, models.PROTECT, related_name="+")
    document = models.TextField()
    leaves = models.BinaryField()
    secret = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("clearing",)

    def __str__(self) -> str:
        return f"public edition of {self.clearing_id}"

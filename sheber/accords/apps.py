from django.apps import AppConfig


class AccordsConfig(AppConfig):
    name = "sheber.accords"
    label = "accords"
    verbose_name = "Accords"

    def ready(self) -> None:
        from sheber.accords import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

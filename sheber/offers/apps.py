from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "sheber.offers"
    label = "offers"
    verbose_name = "Offers"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.offers import phrases

        refusals.teach(phrases.REFUSALS)

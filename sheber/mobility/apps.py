from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "sheber.mobility"
    label = "mobility"
    verbose_name = "Mobility"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.mobility import phrases

        refusals.teach(phrases.REFUSALS)

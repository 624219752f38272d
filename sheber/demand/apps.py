from django.apps import AppConfig


class DemandConfig(AppConfig):
    name = "sheber.demand"
    label = "demand"
    verbose_name = "Demand"

    def ready(self) -> None:
        from sheber.demand import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

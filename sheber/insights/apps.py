from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "sheber.insights"
    label = "insights"
    verbose_name = "Insights"

    def ready(self) -> None:
        from sheber.insights import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

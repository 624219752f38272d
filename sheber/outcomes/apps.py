from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "sheber.outcomes"
    label = "outcomes"
    verbose_name = "Outcomes"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.outcomes import phrases

        refusals.teach(phrases.REFUSALS)

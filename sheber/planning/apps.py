from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sheber.planning"
    label = "planning"
    verbose_name = "Planning"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.planning import phrases

        refusals.teach(phrases.REFUSALS)

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "sheber.flows"
    label = "flows"
    verbose_name = "Flows"

    def ready(self) -> None:
        from sheber.flows import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

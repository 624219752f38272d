from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "sheber.flows"
    label = "flows"
    verbose_name = "Flows"

    def ready(self) -> None:
        from sheber.flows import phrases
        from sheber.flows.own_data import phrases as own_data
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)
        refusals.teach(own_data.REFUSALS)

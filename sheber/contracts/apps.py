from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "sheber.contracts"
    label = "contracts"
    verbose_name = "Contracts"

    def ready(self) -> None:
        from sheber.contracts import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "sheber.registry"
    label = "registry"
    verbose_name = "Registry"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.registry import phrases

        refusals.teach(phrases.REFUSALS)

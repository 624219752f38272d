from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "sheber.kernel"
    label = "kernel"
    verbose_name = "Kernel"

    def ready(self) -> None:
        from sheber.kernel import phrases, refusals

        refusals.teach(phrases.REFUSALS)

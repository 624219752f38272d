from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sheber.programmes"
    label = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.programmes import phrases

        refusals.teach(phrases.REFUSALS)

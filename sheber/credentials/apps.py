from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "sheber.credentials"
    label = "credentials"
    verbose_name = "Credentials"

    def ready(self) -> None:
        from sheber.credentials import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "sheber.admissions"
    label = "admissions"
    verbose_name = "Admissions"

    def ready(self) -> None:
        from sheber.admissions import phrases
        from sheber.kernel import refusals

        refusals.teach(phrases.REFUSALS)

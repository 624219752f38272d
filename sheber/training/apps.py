from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sheber.training"
    label = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from sheber.kernel import refusals
        from sheber.training import phrases

        refusals.teach(phrases.REFUSALS)

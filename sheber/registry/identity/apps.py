from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sheber.registry.identity"
    label = "identity"
    verbose_name = "Identity"

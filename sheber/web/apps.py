from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sheber.web"
    label = "web"
    verbose_name = "Web"

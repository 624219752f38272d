from django.urls import path

from sheber.web.opinions.views import opinions

urlpatterns = [
    path("opinions", opinions.index, name="opinions"),
    path("opinions/<int:key>", opinions.plan, name="opinion"),
    path("opinions/<int:key>/withdraw", opinions.withdraw, name="opinion_withdraw"),
]

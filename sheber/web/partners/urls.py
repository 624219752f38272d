from django.urls import path

from sheber.web.partners.views import programmes

urlpatterns = [
    path("partner/programmes", programmes.programmes, name="partner_programmes"),
    path("partner/programmes/<int:key>/leave", programmes.leave, name="partner_leave"),
]

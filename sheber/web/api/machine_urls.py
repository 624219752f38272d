from django.urls import path

from sheber.web.api import campaigns

urlpatterns = [
    path("api/v1/campaigns/<str:code>", campaigns.campaign, name="api_campaign"),
    path("api/v1/campaigns/<str:code>/what-if", campaigns.what_if, name="api_what_if"),
]

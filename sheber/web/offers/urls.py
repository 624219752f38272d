from django.urls import path

from sheber.web.offers.views import compare, listing, offer

urlpatterns = [
    path("offers", listing.offers, name="offers"),
    path("offers/compare", compare.compare, name="offers_compare"),
    path("offers/<str:code>", offer.offer, name="offer"),
]

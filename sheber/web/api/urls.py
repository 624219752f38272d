"""Programs read no pages: see `machine_urls`."""

urlpatterns: list[object] = []

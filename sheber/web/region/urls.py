from django.urls import path

from sheber.web.region.views import home, lines

urlpatterns = [
    path("region", home.home, name="my_region"),
    path("lines", lines.lines, name="lines_to_confirm"),
    path("lines/<int:key>/return", lines.send_back, name="line_return"),
]

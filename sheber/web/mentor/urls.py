from django.urls import path

from sheber.web.mentor.views import today

urlpatterns = [
    path("mentor", today.today, name="mentor_today"),
    path("mentor/<str:move>", today.move, name="mentor_move"),
]

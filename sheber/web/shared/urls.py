"""Pages that every audience uses, in the reader's language."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from sheber.web.shared import signing_in

urlpatterns = [
    path("sign-in", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/demo", signing_in.demo_sign_in, name="demo_sign_in"),
    path("sign-out", LogoutView.as_view(), name="sign_out"),
    path("capacity", signing_in.capacity, name="capacity"),
]

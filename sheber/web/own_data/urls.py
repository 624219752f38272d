from django.urls import path

from sheber.web.own_data.views import accounts, files, first_steps, one, password, people, tables

urlpatterns = [
    path("own-data", tables.tables, name="own_data"),
    path("own-data/files/<int:key>", files.upload, name="own_data_file"),
    path("own-data/files/<int:key>/apply", files.apply, name="own_data_apply"),
    path("own-data/files/<int:key>/let-go", files.let_go, name="own_data_let_go"),
    path("own-data/files/<int:key>/<str:form>", files.returned, name="own_data_returned"),
    path("first-steps", first_steps.first_steps, name="first_steps"),
    path("people/new", people.enter, name="person_enter"),
    path("people/guardian", people.guardian, name="guardian_enter"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/<int:key>/password", accounts.renew, name="account_renew"),
    path("accounts/<int:key>/close", accounts.close, name="account_close"),
    path("account/password", password.ChangePassword.as_view(), name="change_password"),
    path("own-data/<str:code>", tables.hand_in, name="own_data_hand_in"),
    path("own-data/<str:code>/one", one.one, name="own_data_one"),
    path("own-data/<str:code>/<str:name>", tables.template, name="own_data_template"),
]

from django.urls import path

from sheber.web.guardian.views import agreeing, child, contracts, home

urlpatterns = [
    path("children", home.home, name="guardian_home"),
    path("children/<str:ward>", child.child, name="guardian_child"),
    path("children/<str:ward>/list", agreeing.agree_to_list, name="guardian_list"),
    path("children/<str:ward>/seat", agreeing.agree_to_consent, name="guardian_consent"),
    path("children/<str:ward>/learning", agreeing.sign_learning, name="guardian_learning"),
    path("children/contracts/<int:key>", contracts.contract, name="guardian_contract"),
    path("children/contracts/<int:key>/sign", contracts.sign, name="guardian_sign"),
    path("children/contracts/<int:key>/scan", contracts.scan, name="guardian_scan"),
    path("children/contracts/<int:key>/refuse", contracts.refuse, name="guardian_refuse"),
]

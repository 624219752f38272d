from django.urls import path

from sheber.web.applicant.views import contracts, data, debt, home, ranking, seat, submitting, way

urlpatterns = [
    path("my/application", home.home, name="applicant_home"),
    path("my/application/begin", home.begin, name="applicant_begin"),
    path("my/list", ranking.ranked, name="applicant_list"),
    path("my/list/add", ranking.shelf, name="applicant_shelf"),
    path("my/list/change", ranking.change, name="applicant_change"),
    path("my/list/terms", ranking.note_terms, name="applicant_terms"),
    path("my/submit", submitting.submit, name="applicant_submit"),
    path("my/withdraw", submitting.withdraw, name="applicant_withdraw"),
    path("my/receipt", submitting.receipt, name="applicant_receipt"),
    path("my/result", seat.result, name="applicant_result"),
    path("my/result/consent", seat.consent, name="applicant_consent"),
    path("my/result/give-up", seat.give_up, name="applicant_give_up"),
    path("my/contracts", contracts.contracts, name="applicant_contracts"),
    path("my/contracts/<int:key>", contracts.contract, name="applicant_contract"),
    path("my/contracts/<int:key>/sign", contracts.sign, name="applicant_sign"),
    path("my/contracts/<int:key>/scan", contracts.scan, name="applicant_scan"),
    path("my/contracts/<int:key>/refuse", contracts.refuse, name="applicant_refuse"),
    path("my/debt", debt.debt, name="applicant_debt"),
    path("my/way", way.way, name="applicant_way"),
    path("my/way/sign", way.sign, name="applicant_learning"),
    path("my/way/appeal", way.appeal, name="applicant_appeal"),
    path("my/data", data.data, name="my_data"),
    path("my/data/export", data.export, name="my_data_export"),
    path("my/data/erase", data.erase, name="my_data_erase"),
]

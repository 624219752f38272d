from django.urls import path

from sheber.web.employer.views import (
    acts,
    amending,
    calls,
    contract,
    contracts,
    cost,
    home,
    lines,
    offers,
    terms,
)

urlpatterns = [
    path("employer/lines", home.home, name="employer_lines"),
    path("employer/lines/new", lines.new, name="employer_line_new"),
    path("employer/lines/<int:key>", lines.line, name="employer_line"),
    path("employer/lines/<int:key>/cost", cost.cost, name="employer_line_cost"),
    path("employer/lines/<int:key>/submit", acts.submit, name="employer_line_submit"),
    path("employer/lines/<int:key>/cut", acts.cut, name="employer_line_cut"),
    path("employer/lines/<int:key>/withdraw", acts.withdraw, name="employer_line_withdraw"),
    path("employer/calls", calls.calls, name="employer_calls"),
    path("employer/calls/<int:key>", calls.call, name="employer_call"),
    path("employer/calls/<int:key>/<str:move>", calls.move, name="employer_call_move"),
    path("employer/offers", offers.offers, name="employer_offers"),
    path("employer/offers/<int:key>", offers.offer, name="employer_offer"),
    path("employer/offers/<int:key>/terms", terms.terms, name="employer_offer_terms"),
    path("employer/offers/<int:key>/publish", offers.publish, name="employer_offer_publish"),
    path("employer/offers/<int:key>/amend", amending.amend, name="employer_offer_amend"),
    path("employer/offers/<int:key>/withdraw", amending.withdraw, name="employer_offer_withdraw"),
    path("employer/contracts", contracts.contracts, name="employer_contracts"),
    path("employer/contracts/sign", contracts.sign, name="employer_contracts_sign"),
    path("employer/contracts/<int:key>", contract.contract, name="employer_contract"),
    path("employer/contracts/<int:key>/refuse", contract.refuse, name="employer_contract_refuse"),
    path(
        "employer/contracts/<int:key>/refuse-amendment",
        contract.refuse_amendment,
        name="employer_contract_refuse_amendment",
    ),
    path(
        "employer/contracts/<int:key>/release", contract.release, name="employer_contract_release"
    ),
    path(
        "employer/contracts/<int:key>/terminate",
        contract.terminate,
        name="employer_contract_terminate",
    ),
    path("employer/contracts/<int:key>/breach", contract.breach, name="employer_contract_breach"),
    path(
        "employer/contracts/<int:key>/suspend", contract.suspend, name="employer_contract_suspend"
    ),
    path("employer/contracts/<int:key>/resume", contract.resume, name="employer_contract_resume"),
]

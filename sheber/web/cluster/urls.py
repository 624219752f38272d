from django.urls import path

from sheber.web.cluster.views import acts, founding, money, partners, passport, report

urlpatterns = [
    path("cluster", passport.home, name="cluster_home"),
    path("cluster/<int:key>", passport.passport, name="cluster_passport"),
    path("cluster/new", founding.found, name="cluster_found"),
    path("cluster/<int:key>/apply", founding.apply, name="cluster_apply"),
    path("cluster/<int:key>/agree", founding.agree, name="cluster_agree"),
    path("cluster/<int:key>/programmes", founding.programme, name="cluster_programme_new"),
    path("cluster/programmes/<int:key>/modules", founding.module, name="cluster_module_add"),
    path("cluster/<int:key>/report", report.report, name="cluster_report"),
    path("cluster/<int:key>/ledger", money.ledger, name="cluster_ledger"),
    path("cluster/<int:key>/money", money.enter, name="cluster_money"),
    path("cluster/money/<int:key>/reverse", money.take_back, name="cluster_money_reverse"),
    path("cluster/<int:key>/members", acts.member, name="cluster_member"),
    path("cluster/members/<int:key>/end", acts.end_member, name="cluster_member_end"),
    path("cluster/programmes/<int:key>", partners.programme, name="cluster_programme"),
    path("cluster/programmes/<int:key>/partners", partners.add, name="cluster_partner_add"),
    path(
        "cluster/programmes/<int:key>/partners/<int:body>/leave",
        partners.leave,
        name="cluster_partner_leave",
    ),
]

from django.urls import path

from sheber.web.auditor.views import disclosures, log, names, traces

urlpatterns = [
    path("trace", traces.search, name="trace"),
    path("trace/jobs", traces.jobs, name="trace_jobs"),
    path("trace/employment/<int:key>", traces.job, name="trace_job"),
    path("trace/line/<int:key>", traces.line, name="trace_line"),
    path("trace/names/<str:pseudonym>", names.name, name="disclose_name"),
    path("auditor/log", log.log, name="log"),
    path("auditor/log/chain", log.chain, name="log_chain"),
    path("auditor/names", disclosures.disclosures, name="disclosures"),
]

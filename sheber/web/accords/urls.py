from django.urls import path

from sheber.web.accords.views import (
    assumptions,
    commitments,
    disagreements,
    projects,
    rules,
    statements,
)

urlpatterns = [
    path("accords", commitments.commitments, name="accords"),
    path("accords/commitments/<str:code>", commitments.commitment, name="commitment"),
    path("accords/projects", projects.projects, name="projects"),
    path("accords/projects/<str:code>", projects.project, name="project"),
    path("accords/disagreements", disagreements.disagreements, name="disagreements"),
    path("accords/statements", statements.statements, name="statements"),
    path("rules", rules.packs, name="rules"),
    path("rules/questions", rules.questions, name="open_questions"),
    path("rules/<str:code>", rules.pack, name="rule_pack"),
    path("assumptions", assumptions.assumptions, name="assumptions"),
]

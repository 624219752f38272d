"""Verbs of programmes: clusters and their money, programmes and partners, capacities."""

from sheber.programmes.operations.capacities import (
    NewCapacity,
    declare_capacities,
    declare_capacity,
)
from sheber.programmes.operations.clusters import (
    Agreement,
    NewCluster,
    agree_cluster,
    agree_clusters,
    apply_cluster,
    apply_clusters,
    close_cluster,
    found_cluster,
    found_clusters,
    operate_cluster,
    operate_clusters,
    rest_on,
    rest_on_many,
    select_cluster,
    select_clusters,
)
from sheber.programmes.operations.curriculum import NewModule, add_modules
from sheber.programmes.operations.lives import (
    approve_programme,
    approve_programmes,
    close_programme,
    resume_programme,
    suspend_programme,
    suspend_uncovered,
)
from sheber.programmes.operations.members import NewMember, add_member, add_members, end_member
from sheber.programmes.operations.money import (
    NewMoney,
    enter_money,
    enter_money_many,
    reverse_money,
)
from sheber.programmes.operations.partners import (
    Departure,
    NewPartner,
    add_partner,
    add_partners,
    leave,
)
from sheber.programmes.operations.programmes import (
    NewProgramme,
    create_programme,
    create_programmes,
)
from sheber.programmes.operations.shared import NewShared, declare_shared

__all__ = [
    "Agreement",
    "Departure",
    "NewCapacity",
    "NewCluster",
    "NewMember",
    "NewModule",
    "NewMoney",
    "NewPartner",
    "NewProgramme",
    "NewShared",
    "add_member",
    "add_members",
    "add_modules",
    "add_partner",
    "add_partners",
    "agree_cluster",
    "agree_clusters",
    "apply_cluster",
    "apply_clusters",
    "approve_programme",
    "approve_programmes",
    "close_cluster",
    "close_programme",
    "create_programme",
    "create_programmes",
    "declare_capacities",
    "declare_capacity",
    "declare_shared",
    "end_member",
    "enter_money",
    "enter_money_many",
    "found_cluster",
    "found_clusters",
    "leave",
    "operate_cluster",
    "operate_clusters",
    "rest_on",
    "rest_on_many",
    "resume_programme",
    "reverse_money",
    "select_cluster",
    "select_clusters",
    "suspend_programme",
    "suspend_uncovered",
]

"""Faults of shocks in words, and the properties that hold for plans in scenarios."""

SHOCK_FAULTS = {
    "not_toml": "The file is neither JSON nor TOML: {why}.",
    "no_shocks": "Nothing may come differently: add a row to “factors” or to “openings”.",
    "shock_repeated": "A shock “{id}” stands above already: give each a name of its own.",
    "no_source": "The source is empty: say who measured or assumed this.",
    "not_in_order": "“low” ({low}), “likely” ({likely}) and “high” ({high}) are not in this order.",
    "unknown_group": "The problem has no {by} “{value}” here: correct it or leave it out.",
    "nothing_to_shock": "The problem has nothing that “{of}” speaks of: leave this shock out.",
    "too_long_to_be_late": "A programme of {longest} years cannot end a year later here: name the "
    "intakes that may in “only”.",
}

KEPT = {
    "S1": "no seat is added after the decision",
    "S2": "graduates whom a fund paid for its own lines fill nobody else's",
}

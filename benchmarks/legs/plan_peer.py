"""The plain formulation of a plan in linopy: `python plan_peer.py PROBLEM.npz SECONDS`, in the
environment of the planning's peers.

The file holds what the rows are about, family by family; building begins there, with variables and
constraints as linopy writes them. Then HiGHS searches everything at once, as it comes, on one
thread. Prints {"version": …, "build_s": …, "solve_s": …, "value": …, "bound": …, "peak_bytes": …}.
Nothing of Sheber is imported here.
"""

import importlib.metadata
import json
import resource
import sys
import time

import linopy
import numpy as np
import xarray as xr

KINDS = ("groups", "seats", "flow", "unmet")
WHOLE = ("groups", "seats")


def build(data):
    """Variables of four kinds, and one block of constraints for each family."""
    model = linopy.Model()
    at = {
        kind: model.add_variables(
            lower=0,
            upper=xr.DataArray(data[f"{kind}.upper"], dims=[kind]),
            name=kind,
            integer=kind in WHOLE,
        )
        for kind in KINDS
    }
    for family in data["families"]:
        left = sum(
            (
                xr.DataArray(data[f"{family}.{kind}.value"], dims=["row", "term"])
                * at[kind].isel({kind: _places(data, family, kind)})
            ).sum("term")
            for kind in KINDS
            if f"{family}.{kind}.value" in data
        )
        for side, sign in (("lower", ">="), ("upper", "<=")):
            bound = data[f"{family}.{side}"]
            stated = np.flatnonzero(np.isfinite(bound))
            if stated.size:
                right = xr.DataArray(bound[stated], dims=["row"])
                model.add_constraints(left.isel(row=stated), sign, right, name=f"{family} {side}")
    model.add_objective((xr.DataArray(data["weights"], dims=["unmet"]) * at["unmet"]).sum())
    return model


def _places(data, family, kind):
    return xr.DataArray(data[f"{family}.{kind}.index"], dims=["row", "term"])


def main():
    data = dict(np.load(sys.argv[1]))
    started = time.perf_counter()
    model = build(data)
    built = time.perf_counter()
    options = {"time_limit": float(sys.argv[2]), "threads": 1, "mip_rel_gap": 0.001}
    model.solve(solver_name="highs", io_api="direct", log_to_console=False, **options)
    ended = time.perf_counter()
    found = model.solver_model.getInfo()
    json.dump(
        {
            "version": importlib.metadata.version("linopy"),
            "build_s": built - started,
            "solve_s": ended - built,
            "value": found.objective_function_value,
            "bound": found.mip_dual_bound,
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()

"""Pages of the auditor: trace one number to its rows, read the log, see whose name was shown.

The trace serves offices, regions, employers and colleges as well, each within its rights.
"""

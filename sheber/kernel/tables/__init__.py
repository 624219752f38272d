"""Tables in and out of files: CSV and XLSX, without a word about what stands in them.

`read` takes bytes as a person's office wrote them and gives text in cells with the numbers of
their rows; `as_csv` and `as_xlsx` write so that no spreadsheet runs what somebody typed.
"""

from sheber.kernel.tables.guard import guarded, unguarded
from sheber.kernel.tables.lines import Limits, Line
from sheber.kernel.tables.reading import Sheet, read
from sheber.kernel.tables.writing import Page, as_csv, as_xlsx

__all__ = [
    "Limits",
    "Line",
    "Page",
    "Sheet",
    "as_csv",
    "as_xlsx",
    "guarded",
    "read",
    "unguarded",
]

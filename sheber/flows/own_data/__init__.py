"""The own-data door: a table of a person's own rows is handed in, checked, then applied.

Each kind of row is one module that says its columns, who may, what is wrong with a line, and by
which many-row verbs it is written. `kinds` lists them, `door` is the way through, `files` is what
goes out.
"""

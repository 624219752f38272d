"""Markets and results of a whole country as folders of columns (Parquet), beside JSON.

Imported only where such a folder is opened: PyArrow takes a third of a second to load.
"""

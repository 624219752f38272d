"""Pictures drawn on the server: SVG with classes, a table, a text and files to take away.

The layer that draws knows no stage: a page hands it names, links and numbers.
"""

"""Rows and events in the reader's words, for the command line and for every page."""

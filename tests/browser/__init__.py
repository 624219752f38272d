"""Tests that walk the site in a real browser."""

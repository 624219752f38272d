"""Tests of the set-up behind make, on small machines made of a folder of programs."""

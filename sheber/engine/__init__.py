"""Pure functions of frozen input: no Django, no file, no clock, no global randomness."""

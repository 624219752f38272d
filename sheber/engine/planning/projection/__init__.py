"""Stock and flow: who is in training, will graduate, will move, will retire, if a plan is done.

The projection is for each region, occupation and year. It is exact: a plan's expected graduates
are read as the decimal numbers that its file states, everything else is whole or a stated share.
"""

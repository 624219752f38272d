"""The demo: invented organisations and people act by the real verbs, on real rules.

One module a stage, in the order of the river; each module is `build(world)`.
"""

"""Files on one side, frozen arrays on the other; nothing else happens here.

The folders are those of the engine. What all of them share stands beside: reading JSON value by
value (`fields`, `typed`), and what is wrong with a file, in words (`faults`).
"""

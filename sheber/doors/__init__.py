"""Files on one side, frozen arrays on the other; nothing else happens here."""

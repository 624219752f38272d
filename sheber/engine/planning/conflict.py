def clash(model):
    return ()

def require_sound(problem):
    pass

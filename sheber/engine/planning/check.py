def check(problem, plan):
    return {}

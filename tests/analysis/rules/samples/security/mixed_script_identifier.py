def is_аdmin(user):  # hit
    return user.rоle == "root"  # hit


scopе = "all"  # hit


def is_admin(user):
    return user.role == "root"


сумма = 1
α = 0.05
σ_2 = 1.0
größe = 2
café = 3
合计 = 4
total_合计 = 5
Δx = 0.1
σ_x = λmax = 2
µs = 3
text = "аdmin"  # the а of a text is nobody's name

level = "user"
if level != "user‮ ⁦# only for administrators⁩ ⁦":  # hit
    print("You are an administrator.")
if level == "user":  # checks ⁧nothing  # hit
    print("You are a user.")

escaped = "\u202e\u2066"
hebrew = "שלום"
arabic = "مرحبا"
accented = "café"
if level != "user":
    print("You are an administrator.")

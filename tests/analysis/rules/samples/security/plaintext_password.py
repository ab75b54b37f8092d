from shop.models import User


def log_in(request, username):
    user = User.query.filter_by(name=username).first()
    password = request.form["password"]
    if user.password == password:  # hit
        return user
    if request.form["password"] != user.password:  # hit
        return None
    row = database.one("select * from users where name = ?", username)
    if users[username]["password"] == password:  # hit
        return users[username]
    return row["password"] == password  # hit


def sign_up(request):
    user = User(name=request.form["name"], password=request.form["password"])  # hit
    user.password = request.form.get("password")  # hit
    return user


def sign_up_safely(request):
    password, password2 = request.form["password"], request.form["password2"]
    if password != password2 or request.form["password"] != request.form["confirm_password"]:
        raise ValueError("The passwords differ.")
    user = User(name=request.form["name"], password_hash=hasher.hash(password))
    user.password = make_password(request.form["password"])
    user.set_password(request.form["password"])
    form = LoginForm(password=request.form["password"])
    return User.objects.create_user(request.form["name"], password=request.form["password"])


def log_in_safely(request, user):
    if check_password(request.form["password"], user.password):
        return user
    if user.password == "" or user.password is None:
        return None
    if form.password == form.confirmation:
        return user
    return authenticate(request, username=user.name, password=request.form["password"])

# path: shop/settings.py
import pymysql

connection = pymysql.connect(host="db", user="root", password="", database="shop")  # hit
connection = MySQLdb.connect(user="root", passwd="")  # hit
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.mysql",
        "USER": "root",
        "PASSWORD": "",  # hit
    },
    "replica": {
        "ENGINE": "django.db.backends.sqlite3",
        "USER": "",
        "PASSWORD": "",
    },
    "other": {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "shop",
        "PASSWORD": env("DB_PASSWORD"),
    },
}

connection = pymysql.connect(host="db", user="root", password=password)
connection = pymysql.connect(host="db", user=user, password="")
form = LoginForm(user="ada", password="")
data = {"user": None, "password": ""}

import ldap
import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/user")
def user():
    name = request.args["name"]
    connection = ldap3.Connection(ldap3.Server("ldap.example.com"))
    query = f"(&(objectclass=person)(uid={name}))"
    connection.search("ou=users,dc=example,dc=com", query)  # hit
    safe = f"(&(objectclass=person)(uid={escape_filter_chars(name)}))"
    connection.search("ou=users,dc=example,dc=com", safe)
    connection.search("ou=users,dc=example,dc=com", "(objectclass=person)")
    if name.isalnum():
        connection.search("ou=users,dc=example,dc=com", query)
    return "done"


def by_mail(mail):
    connection = ldap.initialize("ldap://ldap.example.com")
    connection.search_s("dc=example,dc=com", ldap.SCOPE_SUBTREE, "(mail=%s)" % mail)  # hit
    connection.search_s("dc=example,dc=com", ldap.SCOPE_SUBTREE, "(mail=*)")


def any_filter(connection, query):
    return connection.search_s("dc=example,dc=com", ldap.SCOPE_SUBTREE, query)


def find(pattern, text):
    return pattern.search(text)

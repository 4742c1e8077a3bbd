"""Request data in LDAP filters and names."""
import ldap
import ldap.filter
import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/ldap3")
def by_ldap3():
    connection = ldap3.Connection("ldaps://directory")
    connection.search("dc=example", "(uid=" + request.args["user"] + ")")  # expect: database-ldap-injection
    return "done"


@app.route("/base")
def in_the_name():
    connection = ldap3.Connection("ldaps://directory")
    connection.search(search_base=f"ou={request.args['unit']},dc=example",  # expect: database-ldap-injection
                      search_filter="(objectClass=*)")
    return "done"


@app.route("/ldap")
def by_python_ldap():
    directory = ldap.initialize("ldaps://directory")
    directory.search_s("dc=example", ldap.SCOPE_SUBTREE, "(cn=%s)" % request.args["name"])  # expect: database-ldap-injection
    return "done"


@app.route("/escaped")
def escaped():
    connection = ldap3.Connection("ldaps://directory")
    connection.search("dc=example", "(uid=" + escape_filter_chars(request.args["user"]) + ")")
    return "done"


@app.route("/escaped/ldap")
def escaped_by_python_ldap():
    directory = ldap.initialize("ldaps://directory")
    name = ldap.filter.escape_filter_chars(request.args["name"])
    directory.search_s("dc=example", ldap.SCOPE_SUBTREE, "(cn=%s)" % name)
    return "done"


@app.route("/number")
def number():
    connection = ldap3.Connection("ldaps://directory")
    connection.search("dc=example", "(uidNumber=%d)" % int(request.args["id"]))
    return "done"


@app.route("/whole")
def whole_filter():  # no fix: whether it is a filter is not known
    connection = ldap3.Connection("ldaps://directory")
    connection.search("dc=example", request.args["filter"])  # expect: database-ldap-injection
    return "done"

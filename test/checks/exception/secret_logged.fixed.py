"""Passwords, tokens and keys that are written to a log or a terminal."""
import getpass
import hashlib
import logging

from flask import Flask, request
from oslo_log import log

LOG = log.getLogger(__name__)
logger = logging.getLogger(__name__)
app = Flask(__name__)


def by_name(user, password):
    logger.info("user %s logs in with %s", user, "***")


def formatted(conf):
    LOG.debug(f"connecting with {conf.admin_password}")


def built_before(api_key):
    message = "calling with key " + "***"
    print(message)


def typed_in():
    typed = getpass.getpass()
    logging.warning("got %s", "***")


def by_key(settings):
    LOG.error("cannot log in: %(why)s", {"why": "***"})


def unknown_logger(self, access_token):
    self.logger.debug("token {}".format("***"))


def trace(message):
    logger.debug("trace: %s", message)


def through_a_helper(private_key):
    trace("***")


@app.get("/")
def dumped():
    app.logger.info("headers: %r", request.headers)
    return "ok"


def not_the_secret(password, token_count, password_file, next_token, NextToken):
    logger.info("a password of %d letters", len(password))
    logger.info("password given: %s", password is not None)
    logger.info("%s %s %s %s", token_count, password_file, next_token, NextToken)
    logger.info("digest %s", hashlib.sha256(password).hexdigest())
    logger.info("masked %s", mask_password(password))
    logger.info("begins with %s", password[:2])
    logger.info("given" if password else "missing")


def parsed(token, stream):
    logger.debug("unexpected token %s", token)


def elsewhere(vault, password):
    vault.info("user %s", password)
    vault.store(password)


def constant():
    password = ""
    logger.info("default %s", password)


@app.get("/agent")
def one_header():
    app.logger.info("agent: %r", request.headers["User-Agent"])
    return "ok"

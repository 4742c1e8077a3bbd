"""Options that hold secrets and are not declared so."""
import click
from ansible.module_utils.basic import AnsibleModule
from oslo_config import cfg
from pydantic import SecretStr
from pydantic_settings import BaseSettings

OPTIONS = [
    cfg.StrOpt("admin_password", help="how to log in"),  # expect: exception-secret-option-unmarked
    cfg.StrOpt("admin_password", help="how to log in", secret=True),
    cfg.StrOpt("password_file", help="where it is"),
    cfg.StrOpt("password", help="Which plugin checks passwords"),
    cfg.IntOpt("password_length"),
    cfg.StrOpt("admin_user"),
]

SPEC = dict(
    user=dict(type="str"),
    password=dict(type="str", required=True),  # expect: exception-secret-option-unmarked
    token=dict(type="str", no_log=True),
    update_password=dict(type="bool"),
)


class Settings(BaseSettings):
    user: str
    password: str  # expect: exception-secret-option-unmarked
    api_key: SecretStr
    token_url: str


class Account:
    password: str


@click.command()
@click.option("--password", prompt=True)  # expect: exception-secret-option-unmarked
@click.option("--user", prompt=True)
@click.option("--pin-password", prompt=True, hide_input=True)
@click.option("--password-file")
def login(password, user, pin_password, password_file):
    return password


def ask():
    first = click.prompt("Password")  # expect: exception-secret-option-unmarked
    second = click.prompt("Password again", hide_input=True)
    return first == second


def harmless():
    return click.prompt("User"), cfg.StrOpt("region", help="where")


def marked():
    return cfg.StrOpt("api_token", secret=True), click.prompt("Token", hide_input=True)

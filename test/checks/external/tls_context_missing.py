"""Connections that speak TLS and verify nothing because nobody told them to."""
import ftplib
import imaplib
import smtplib
import ssl

import ldap
import ldap3


def mail(host, user, password):
    server = smtplib.SMTP(host, timeout=5)
    server.starttls()  # expect: external-tls-context-missing
    server.login(user, password)


def mail_over_tls(host):
    with smtplib.SMTP_SSL(host, 465, timeout=5) as server:  # expect: external-tls-context-missing
        server.noop()


def files(host):
    return ftplib.FTP_TLS(host)  # expect: external-tls-context-missing


def mailbox(host):
    return imaplib.IMAP4_SSL(host, ssl_context=None, timeout=5)  # expect: external-tls-context-missing


def directory():
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # expect: external-tls-context-missing


def other_directory(host):
    return ldap3.Server(host, use_ssl=True)  # expect: external-tls-context-missing


def verified_mail(host):
    server = smtplib.SMTP(host, timeout=5)
    server.starttls(context=ssl.create_default_context())


def given_context(host, context):
    imaplib.IMAP4_SSL(host, ssl_context=context, timeout=5)
    return smtplib.SMTP_SSL(host, context=context, timeout=5)


def options_from_outside(host, **options):
    return smtplib.SMTP_SSL(host, **options)


def strict_directory():
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)

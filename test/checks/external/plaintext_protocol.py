"""Passwords that everybody on the way can read."""
import ftplib
import smtplib
import telnetlib

import grpc
import requests


def post(password):
    requests.post("http://api.example/login", json={"password": password}, timeout=5)  # expect: external-plaintext-protocol


def with_token(token):
    requests.get("http://api.example/items", headers={"Authorization": token}, timeout=5)  # expect: external-plaintext-protocol


def mail(host, user, password):
    server = smtplib.SMTP(host, timeout=5)
    server.login(user, password)  # expect: external-plaintext-protocol


def files(host, user, password):
    ftp = ftplib.FTP(host, timeout=5)
    ftp.login(user, password)  # expect: external-plaintext-protocol


def terminal(host):
    return telnetlib.Telnet(host)  # expect: external-plaintext-protocol


def channel():
    return grpc.insecure_channel("orders.example:50051")  # expect: external-plaintext-protocol


def encrypted(password):
    requests.post("https://api.example/login", json={"password": password}, timeout=5)


def local(password):
    requests.post("http://localhost:8000/login", json={"password": password}, timeout=5)
    return grpc.insecure_channel("localhost:50051")


def public():
    return requests.get("http://feeds.example/news", timeout=5)


def secured_mail(host, user, password, context):
    server = smtplib.SMTP(host, timeout=5)
    server.starttls(context=context)
    server.login(user, password)


def anonymous(host):
    ftplib.FTP(host, timeout=5).login()

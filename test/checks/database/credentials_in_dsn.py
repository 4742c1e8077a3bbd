"""Passwords of databases in the program."""
import os

import psycopg2
import pymysql
import pyodbc
from sqlalchemy import create_engine

URL = "postgresql://shop:Xk29vPq@db.example.com/shop"

engine = create_engine(URL)  # expect: database-credentials-in-dsn


def by_argument():
    return psycopg2.connect(host="db.example.com", user="shop", password="Xk29vPq")  # expect: access-hardcoded-secret


def by_position():
    return pymysql.connect("db.example.com", "shop", "Xk29vPq")  # expect: database-credentials-in-dsn


def by_odbc():
    return pyodbc.connect("DRIVER=x;SERVER=db;UID=shop;PWD=Xk29vPq;Encrypt=yes")  # expect: database-credentials-in-dsn


def from_environment():
    return create_engine(os.environ["DATABASE_URL"])


def without_password():
    return create_engine("postgresql://shop@db.example.com/shop")


def placeholder():
    return create_engine("postgresql://user:password@localhost/test")


def empty():
    return psycopg2.connect(host="localhost", user="shop", password="")


def given(password):
    return psycopg2.connect(host="localhost", user="shop", password=password)

"""Connections to databases without TLS."""
import mysql.connector
import psycopg2
import pyodbc
import pymongo


def by_argument():
    return psycopg2.connect(host="db.example.com", dbname="shop", sslmode="verify-full")


def in_the_dsn():
    return psycopg2.connect("host=db.example.com dbname=shop sslmode=disable")


def by_odbc(server):
    return pyodbc.connect(f"DRIVER=x;SERVER={server};Encrypt=no")


def by_mysql(host):
    return mysql.connector.connect(host=host, ssl_disabled=False)


def verified():
    return psycopg2.connect(host="db.example.com", dbname="shop", sslmode="verify-full")


def here():
    return psycopg2.connect(host="localhost", dbname="shop", sslmode="disable")


def by_socket():
    return psycopg2.connect("host=/run/postgresql dbname=shop sslmode=disable")


def as_configured(host, mode):
    return psycopg2.connect(host=host, sslmode=mode)


def by_mongo():
    return pymongo.MongoClient("db.example.com", tls=True)

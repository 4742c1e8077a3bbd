"""What comes with events, messages and sockets, through frameworks of many kinds."""
import subprocess
import wsgiref.util

import boto3
import chalice
import confluent_kafka
import functions_framework
import pika
import typer
import zmq
from channels.generic.websocket import WebsocketConsumer
from flask_socketio import SocketIO
from ninja import NinjaAPI, Schema

socketio = SocketIO()
api = NinjaAPI()
app = chalice.Chalice(app_name="shop")
cli = typer.Typer()


def lambda_handler(event, context):
    subprocess.run("echo " + event["name"], shell=True)  # expect: external-command-injection


def on_order(channel, method, properties, body):
    subprocess.run("echo " + body.decode(), shell=True)  # expect: external-command-injection


def application(environ, start_response):
    subprocess.run("echo " + environ["QUERY_STRING"], shell=True)  # expect: external-command-injection


@functions_framework.http
def function(request):
    subprocess.run("echo " + request.args["q"], shell=True)  # expect: external-command-injection


@app.route("/orders")
def orders():
    subprocess.run("echo " + app.current_request.json_body["q"], shell=True)  # expect: external-command-injection


@socketio.on("order")
def on_socket(data):
    subprocess.run("echo " + data["name"], shell=True)  # expect: external-command-injection


class Chat(WebsocketConsumer):
    def receive(self, text_data=None):
        subprocess.run("echo " + text_data, shell=True)  # expect: external-command-injection


class Order(Schema):
    name: str
    amount: int


@api.post("/orders")
def add(request, order: Order):
    subprocess.run("echo " + order.name, shell=True)  # expect: external-command-injection
    subprocess.run("echo " + str(order.amount), shell=True)


def consume(consumer: confluent_kafka.Consumer):
    message = consumer.poll(1)
    subprocess.run("echo " + message.value().decode(), shell=True)  # expect: external-command-injection


def listen():
    socket = zmq.Context().socket(zmq.REP)
    subprocess.run("echo " + socket.recv_string(), shell=True)  # expect: external-command-injection


@cli.command()
def show(name: str, count: int):
    subprocess.run("echo " + name, shell=True)  # expect: external-command-injection
    subprocess.run("echo " + str(count), shell=True)


def other(channel, size):
    subprocess.run("echo order", shell=True)
    boto3.client("s3").close()
    return pika, wsgiref.util, channel, int(size)

"""What comes into apps of Gradio and Pecan, and through parsers of requests."""
import os

import gradio as gr
import pecan
from pecan import expose
from webargs.flaskparser import use_args


def answer(message, history):
    os.system("echo " + message)  # expect: external-command-injection


def title(label):
    return label.title()


with gr.Blocks() as demo:
    button = gr.Button("Send")

    @button.click(inputs=[])
    def clicked(text):
        os.system("echo " + text)  # expect: external-command-injection


def who(request: gr.Request):
    os.system("echo " + request.headers["user"])  # expect: external-command-injection
    return request.session_hash


class Root:
    @expose()
    def index(self, name):
        os.system("echo " + name)  # expect: external-command-injection
        pecan.redirect("/start")

    def helper(self):
        os.system("echo start")


@use_args({"name": str})
def parsed(arguments):
    os.system("echo " + arguments["name"])  # expect: external-command-injection
    os.system("echo " + str(len(arguments)))

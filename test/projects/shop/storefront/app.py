"""The shop window: catalogue, search and basket."""
import os

from flask import Flask

from storefront import basket, catalogue


def create_app():
    app = Flask(__name__)
    app.config["DATABASE"] = os.environ.get("SHOP_DATABASE", "shop.db")
    app.register_blueprint(catalogue.pages)
    app.register_blueprint(basket.pages)
    return app


if __name__ == "__main__":
    create_app().run()

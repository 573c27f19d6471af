"""Easel, assembled: `create_app` puts the house together, `app` is what a WSGI server runs."""

import sys

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Settings, SettingsError, load_settings
from db import db, engine_options
from endpoint import auth, badge, captcha, chart, decor, image, landing, ops, picture, placeholder
from endpoint.badge.projects.install import install_projects
from endpoint.chart.install import install_charts
from endpoint.copies import RESULTS
from endpoint.errors import install_errors
from endpoint.image.housekeeping import keep_house
from endpoint.image.install import install_images
from endpoint.metrics import install_metrics
from endpoint.picture.install import install_pictures
from endpoint.rates import install_rates
from endpoint.readiness import install_readiness
from endpoint.respond import PRODUCER, add_common_headers
from endpoint.signature import SIGNER, Signer
from endpoint.subpath import Subpath
from endpoint.tails import TailConverter
from endpoint.target import check_target
from endpoint.transform import install_transforms
from image_proc.limits import Limits
from image_proc.produce import Producer
from logs.request_ids import RequestIds
from migrations import install_migrations
from storage.results import ResultStore
from wiped import install_wiped


def create_app(settings: Settings | None = None) -> Flask:
    """Assemble the service.

    Args:
        settings: what to run with; the environment's by default.
    """
    settings = settings or load_settings()
    app = Flask(__name__, root_path=str(ROOT), static_folder=None)
    app.url_map.merge_slashes = False
    app.url_map.converters["tail"] = TailConverter
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the id of an upload first
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        BOOTSTRAP_TOKEN=settings.bootstrap_token,
        CAPTCHA_RATE=settings.captcha_rate,
        OPEN_WRITES=settings.open_writes,
        PRIVATE=settings.private,
        PUBLIC_URL=settings.public_url,
    )
    metrics = install_metrics(app)
    install_readiness(app)
    app.extensions[RESULTS] = ResultStore(settings.cache_dir, settings.cache_bytes, metrics)
    app.extensions[PRODUCER] = Producer(_limits(settings), app.extensions[RESULTS], metrics)
    app.extensions[SIGNER] = Signer(settings.signing_keys)
    db.init_app(app)
    install_migrations(app)
    ops.install_ops(app, settings)
    install_projects(app, settings)
    install_transforms(app, settings)
    install_pictures(app, settings)
    install_images(app, settings)
    install_charts(app, settings)
    app.before_request(lambda: check_target(request))
    install_rates(app, settings)
    install_wiped(app, settings)
    app.after_request(add_common_headers)
    install_errors(app, settings)
    for room in (badge, captcha, chart, decor, image, landing, ops, picture, placeholder):
        app.register_blueprint(room.bp)
    app.cli.add_command(auth.cli)
    if settings.script_name:
        app.wsgi_app = Subpath(app.wsgi_app, settings.script_name)  # type: ignore[method-assign]
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops)  # type: ignore[method-assign]
    app.wsgi_app = RequestIds(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _limits(settings: Settings) -> Limits:
    return Limits(
        settings.max_side,
        settings.max_pixels,
        renders=settings.render_threads,
        source_bytes=settings.max_source_bytes,
    )


def __getattr__(name: str) -> Flask:
    """Make `app` when a server asks for it, so that importing the factory starts nothing."""
    if name == "app":
        try:
            globals()["app"] = made = create_app()
        except SettingsError as error:
            sys.exit(f"Easel does not start: {error}")
        keep_house(made)
        return made
    raise AttributeError(name)

"""The service as it is, but for its patience, and for what may happen at any step.

What it needs to know of the tests is in variables of its environment that no release reads.
"""

import os
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from app import create_app
from endpoint.image.install import EXTENSION
from endpoint.image.keeping import Collector, Keeper
from endpoint.image.service import Images
from tests.torture.failpoints import Failpoints

FOLDER, LASTS, TRASH, PAUSE = "TORTURE_FOLDER", "TORTURE_LASTS", "TORTURE_TRASH", "TORTURE_PAUSE"
"""Where failpoints are; s that an intent, a deleted upload, and a rest of the collector last."""


def made() -> Flask:
    """Make the app; each process that a server forks for it collects by itself, too."""
    app = create_app()
    at = Failpoints(Path(os.environ[FOLDER])).at
    lasts, trash = (timedelta(seconds=float(os.environ[name])) for name in (LASTS, TRASH))
    images: Images = app.extensions[EXTENSION]
    collector = replace(images.collector, trash=trash, at=at)
    keeper = Keeper(images.store, trash, lasts, at)
    app.extensions[EXTENSION] = replace(images, keeper=keeper, collector=collector)
    collecting = threading.Thread(target=_collect, args=(app, collector), daemon=True)
    os.register_at_fork(after_in_child=collecting.start)
    return app


def _collect(app: Flask, collector: Collector) -> None:
    while True:
        time.sleep(float(os.environ[PAUSE]))
        try:
            with app.app_context():
                collector.collect()
        except Exception:
            app.logger.warning("the collector could not go on", exc_info=True)

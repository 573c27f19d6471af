"""What project badges need, made at the start and kept with the app."""

from datetime import timedelta

from flask import Flask, current_app

from config import ROOT, Settings, SettingsError
from endpoint.badge.projects.catalog import Catalog
from endpoint.badge.projects.checking import Checks
from endpoint.badge.projects.service import Projects
from endpoint.badge.projects.toml_file import ProjectsFile, ProjectsFileError
from endpoint.badge.sources.reader import Reader
from endpoint.badge.sources.readings import Readings
from endpoint.metrics import metrics_of
from endpoint.respond import PRODUCER
from image_proc.badge.style import Style
from image_proc.card.designs import Designs
from image_proc.card.errors import DesignError
from source.fetch import Fetcher
from source.files import Files
from source.query import Evaluator

_EXTENSION = "easel-projects"
_DESIGNS = ROOT / "assets" / "base-images"


def install_projects(app: Flask, settings: Settings) -> None:
    """Read projects and designs, and make ready to read their sources.

    Raises:
        SettingsError: a design or `projects.toml` cannot be used; names file, line and key.
    """
    folders = [_DESIGNS, *([settings.designs_dir] if settings.designs_dir else [])]
    try:
        checks = Checks(
            limits=app.extensions[PRODUCER].limits,
            designs=Designs(folders, reserved=set(Style)),
            allow=settings.fetch_allow,
            has_files=settings.repo_root is not None,
            secrets=settings.source_secrets,
        )
        file = ProjectsFile(settings.projects_file, checks.check_file)
    except (DesignError, ProjectsFileError) as error:
        raise SettingsError(str(error)) from error
    app.extensions[_EXTENSION] = Projects(
        file=file,
        catalog=Catalog(file),
        checks=checks,
        reader=Reader(
            Fetcher(settings.fetch_allow, watch=metrics_of(app)),
            Files(settings.repo_root) if settings.repo_root else None,
            Evaluator(),
        ),
        readings=Readings(),
        history=timedelta(days=settings.history_days),
    )


def projects() -> Projects:
    """The app's projects."""
    found: Projects = current_app.extensions[_EXTENSION]
    return found

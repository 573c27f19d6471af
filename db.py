"""The database handle; app.py binds it to the app, models live in the rooms that own the rows."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base of every model; each names its own table."""


db = SQLAlchemy(model_class=Base)

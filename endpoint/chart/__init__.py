"""Charts: of logs and other files, of data in the address, in the grammars of other services."""

from flask import Blueprint

bp = Blueprint("chart", __name__)

from endpoint.chart import file_routes, models, routes  # noqa: E402, F401 - all that registers
from endpoint.chart.quickchart import routes as kept  # noqa: E402, F401 - as above
from endpoint.chart.sparkline import routes as sparklines  # noqa: E402, F401 - as above

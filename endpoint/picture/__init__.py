"""Pictures on the fly: stored ones, resized and changed by their address."""

from flask import Blueprint

bp = Blueprint("picture", __name__, cli_group=None)

from endpoint.picture import cache_commands, routes, sign_command  # noqa: E402, F401 - they register

bp.cli.add_command(cache_commands.cli)
bp.cli.add_command(sign_command.sign)

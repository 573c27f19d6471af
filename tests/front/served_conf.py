"""Gunicorn's settings for the servers of these tests."""

from gunicorn.workers import SUPPORTED_WORKERS

SUPPORTED_WORKERS["asgi"] = "tests.front.served.QuickWorker"
worker_class = "asgi"
threads = 8
keepalive = 2
graceful_timeout = 15
accesslog = "/dev/null"  # a pipe that nobody reads would fill
control_socket_disable = True
limit_request_line = 64 * 1024
forwarder_headers = ""
forwarded_allow_ips = ""

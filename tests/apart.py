"""Processes of their own, forked from one that has imported the service once for all of them."""

import multiprocessing

APART = multiprocessing.get_context("forkserver")
APART.set_forkserver_preload(["tests.conftest"])  # which imports app; 2 s of a core each otherwise

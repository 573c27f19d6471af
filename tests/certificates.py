"""Certificates for test servers, made by the openssl command, and a client that trusts them."""

import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Authority:
    """An authority of our own.

    Args:
        folder: where its files are.
    """

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Authority":
        if shutil.which("openssl") is None and "CI" not in os.environ:
            pytest.skip("the openssl command makes the certificates, and is not installed here")
        _openssl(
            folder,
            *("req", "-x509", *_EC, "-days", "2", "-subj", "/CN=Authority for tests"),
            *("-addext", "keyUsage=critical,keyCertSign"),
            *("-keyout", "authority.key", "-out", "authority.pem"),
        )
        return cls(folder)

    def server(self, *names: str) -> ssl.SSLContext:
        """Make a certificate, for names such as "DNS:example.org", and a server's context."""
        extensions = (
            f"subjectAltName={','.join(names)}\n"
            "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n"
        )
        (self.folder / "server.ext").write_text(extensions, encoding="ascii")
        _openssl(
            self.folder,
            *("req", *_EC, "-subj", "/CN=Server", "-keyout", "server.key", "-out", "server.csr"),
        )
        _openssl(
            self.folder,
            *("x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-days", "2"),
            *("-CAkey", "authority.key", "-CAcreateserial", "-extfile", "server.ext"),
            *("-out", "server.pem"),
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        return context

    def client(self) -> ssl.SSLContext:
        """Make the context of a client that trusts this authority alone."""
        return ssl.create_default_context(cafile=self.folder / "authority.pem")


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["openssl", *arguments],  # noqa: S607 - whichever is installed
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=60,
    )

"""QR codes: a text for cameras."""

from image_proc.qr.fields import Level
from image_proc.qr.render import render_qr
from image_proc.qr.spec import QrSpec

__all__ = ["Level", "QrSpec", "render_qr"]

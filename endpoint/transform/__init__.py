"""What may be asked of any stored picture: parameters, presets, negotiation."""

from endpoint.transform.install import install_transforms, transforms
from endpoint.transform.negotiate import accepted_formats
from endpoint.transform.stored import Stored, probed
from endpoint.transform.transforms import PresetError, Transforms

__all__ = [
    "PresetError",
    "Stored",
    "Transforms",
    "accepted_formats",
    "install_transforms",
    "probed",
    "transforms",
]

"""What may be asked of any stored picture: parameters, presets, negotiation, signatures."""

from endpoint.transform.negotiate import accepted_formats
from endpoint.transform.transforms import PresetError, Stored, Transforms

__all__ = ["PresetError", "Stored", "Transforms", "accepted_formats"]

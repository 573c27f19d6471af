"""What tells whether two pictures are the same one, or nearly."""

from image_proc.hash.perceptual import (
    FARTHEST,
    NEAR,
    Packed,
    distance,
    near_ones,
    pack,
    packed_distance,
    perceptual_hash,
)
from image_proc.hash.pixels import HASH_VERSION, hash_and_load, pixel_hash

__all__ = [
    "FARTHEST",
    "HASH_VERSION",
    "NEAR",
    "Packed",
    "distance",
    "hash_and_load",
    "near_ones",
    "pack",
    "packed_distance",
    "perceptual_hash",
    "pixel_hash",
]

"""What tells whether two pictures are the same one, or nearly."""

from image_proc.hash.perceptual import NEAR, distance, perceptual_hash
from image_proc.hash.pixels import HASH_VERSION, pixel_hash

__all__ = ["HASH_VERSION", "NEAR", "distance", "perceptual_hash", "pixel_hash"]

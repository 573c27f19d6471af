"""What a picture's parameters are called in URLs."""

NAMES = {
    "w": "width",
    "scalex": "width",
    "width": "width",
    "h": "height",
    "scaley": "height",
    "height": "height",
    "format": "format",
    "encoding": "format",
    "fit": "fit",
    "gravity": "gravity",
    "fp": "focal_point",
    "crop": "crop",
    "trim": "trim",
    "rotate": "rotate",
    "flip": "flip",
    "pad": "padding",
    "background": "background",
    "bg": "background",
    "enlarge": "enlarge",
    "dpr": "dpr",
    "quality": "quality",
    "q": "quality",
    "max_bytes": "max_bytes",
    "progressive": "progressive",
    "blur": "blur",
    "sharpen": "sharpen",
    "grayscale": "grayscale",
    "greyscale": "grayscale",
    "brightness": "brightness",
    "contrast": "contrast",
    "saturation": "saturation",
    "radius": "radius",
    "watermark": "watermark",
    "watermark_position": "watermark_position",
    "watermark_opacity": "watermark_opacity",
    "watermark_scale": "watermark_scale",
}
"""Public name → field of the spec; of two names for one field the first wins."""

PRESET = "preset"
SIGNED = frozenset({"expires", "signature"})
"""Read by the signature's check, before the picture is looked for."""

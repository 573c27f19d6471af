"""Which fields of EXIF and TIFF stay: those that are known, and tell no place.

All others go, those of GPS, of makers, XMP, IPTC, Photoshop and maps among them. Comments of
applications (UserComment, XPComment) and keywords go too: they hold whatever was wanted. Of other
texts go those that tell coordinates.

Sources: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E;
https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
"""

EXIF_IFD = 0x8769
INTEROPERABILITY_IFD = 0xA005
GPS_IFD = 0x8825
PLACES = frozenset({GPS_IFD, 700, 33723, 34377})
"""GPS, XMP, IPTC, Photoshop."""


_NUMBERS_OF_PIXELS = {256, 257, 258, 259, 262, 277, 284}
# DocumentName, ImageDescription, Make, Model, Orientation, XResolution, YResolution, PageName,
# ResolutionUnit, TransferFunction, Software, DateTime, Artist, HostComputer, WhitePoint,
# PrimaryChromaticities, YCbCr…, ReferenceBlackWhite, Rating, Copyright.
_GENERAL = {269, 270, 271, 272, 274, 282, 283, 285, 296, 301, 305, 306, 315, 316, 318, 319}
_GENERAL |= {529, 530, 531, 532, 0x4746, 0x4749, 33432}
WINDOWS_TEXTS = frozenset({0x9C9B, 0x9C9D})
"""Title and author, in UTF-16, which EXIF calls bytes."""
# How and when it was taken.
_TAKEN = {0x829A, 0x829D, 0x8822, 0x8824, 0x8827, 0x8828, *range(0x8830, 0x8836)}
_TAKEN |= {0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9101, 0x9102, *range(0x9201, 0x920B)}
_TAKEN |= {0x9214, 0x9290, 0x9291, 0x9292, *range(0x9400, 0x9406), *range(0xA000, 0xA004)}
_TAKEN |= {0xA20B, 0xA20C, 0xA20E, 0xA20F, 0xA210, 0xA214, 0xA215, 0xA217, *range(0xA300, 0xA303)}
_TAKEN |= {*range(0xA401, 0xA40D), 0xA420, *range(0xA430, 0xA43D), *range(0xA460, 0xA463), 0xA500}

EXIF_TAGS = frozenset(_NUMBERS_OF_PIXELS | _GENERAL | WINDOWS_TEXTS | {EXIF_IFD} | _TAKEN) | {
    INTEROPERABILITY_IFD
}
"""Of an EXIF block's first directory, and of the one that it points to."""

INTEROPERABILITY_TAGS = frozenset({1, 2})

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 256, 257, 258, 259, 262
STRIPS, SAMPLES, STRIP_LENGTHS, PLANAR, TILES, TILE_LENGTHS = 273, 277, 279, 284, 324, 325
SUB_IFDS, DNG = 330, 50706

# How pixels are coded, and colours: FillOrder, Predictor, ColorMap, InkSet, JPEGTables, the ICC
# profile …
_DECODING = {
    254,
    255,
    263,
    266,
    273,
    *range(278, 282),
    *range(286, 294),
    297,
    317,
    *range(320, 329),
}
_DECODING |= {SUB_IFDS, 332, 333, 334, 336, *range(338, 342), 347, 559, *range(32995, 32999)}
_DECODING |= {34675, 37439, 50674, DNG}

TIFF_TAGS = EXIF_TAGS | frozenset(_DECODING)
"""Of a TIFF's pages."""

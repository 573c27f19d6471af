"""Names of sizes: advertising formats, screens and video, as dummyimage.com knows them.

Sources: https://dummyimage.com/ and https://en.wikipedia.org/wiki/Computer_display_standard
"""

_ADVERTISING = {
    ("mediumrectangle", "medrect"): (300, 250),
    ("squarepopup", "sqrpop"): (250, 250),
    ("verticalrectangle", "vertrec"): (240, 400),
    ("largerectangle", "lrgrec"): (336, 280),
    ("rectangle", "rec"): (180, 150),
    ("popunder", "pop"): (720, 300),
    ("fullbanner", "fullban"): (468, 60),
    ("halfbanner", "halfban"): (234, 60),
    ("microbar", "mibar"): (88, 31),
    ("button1", "but1"): (120, 90),
    ("button2", "but2"): (120, 60),
    ("verticalbanner", "vertban"): (120, 240),
    ("squarebutton", "sqrbut"): (125, 125),
    ("leaderboard", "leadbrd"): (728, 90),
    ("wideskyscraper", "wiskyscrpr"): (160, 600),
    ("skyscraper", "skyscrpr"): (120, 600),
    ("halfpage", "hpge"): (300, 600),
    ("billboard",): (970, 250),
    ("mobilebanner",): (320, 50),
}
_SCREENS = {
    ("cga",): (320, 200),
    ("qvga",): (320, 240),
    ("vga",): (640, 480),
    ("wvga",): (800, 480),
    ("svga",): (800, 600),
    ("wsvga",): (1024, 600),
    ("xga",): (1024, 768),
    ("wxga",): (1280, 800),
    ("sxga",): (1280, 1024),
    ("wsxga",): (1440, 900),
    ("uxga",): (1600, 1200),
    ("wuxga",): (1920, 1200),
    ("qxga",): (2048, 1536),
    ("wqxga",): (2560, 1600),
    ("qsxga",): (2560, 2048),
    ("wqsxga",): (3200, 2048),
    ("quxga",): (3200, 2400),
    ("wquxga",): (3840, 2400),
}
_VIDEO = {
    ("ntsc",): (720, 480),
    ("pal",): (768, 576),
    ("hd720", "720p"): (1280, 720),
    ("hd1080", "1080p"): (1920, 1080),
    ("2k", "1440p"): (2560, 1440),
    ("4k", "2160p"): (3840, 2160),
}

SIZES: dict[str, tuple[int, int]] = {
    name: size
    for group in (_ADVERTISING, _SCREENS, _VIDEO)
    for names, size in group.items()
    for name in names
}
"""Name → (width, height) in px. A name is a route of its own: it must be no other's first word."""

"""What is done to a picture's pixels, one step a file: each a pure function of an upright picture.

Every step takes mode L, LA, RGB or RGBA in sRGB and gives a new picture of one of them, or the same
one where there is nothing to do. Equal sizes and parameters give equal geometry, so that the frames
of an animation stay together.
"""

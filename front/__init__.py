"""An HTTP cache and a server around any application; it knows nothing of images."""

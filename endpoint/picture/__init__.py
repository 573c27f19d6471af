"""Pictures on the fly: stored ones, resized and changed by their address."""

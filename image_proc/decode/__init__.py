"""From a stored picture's bytes to pixels: formats, headers, turning, colours."""

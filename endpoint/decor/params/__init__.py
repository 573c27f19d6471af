"""From path and query to the specs of gradients, avatars and QR codes."""

"""Values from elsewhere: what may be read, what was read last, and who reads it now."""

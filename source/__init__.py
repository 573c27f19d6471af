"""Bytes from elsewhere: guarded fetching, project files, and queries into what they hold."""

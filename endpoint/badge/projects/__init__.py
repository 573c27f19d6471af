"""Badges of projects: `/api/badge/billing`, fed by pushes, addresses and files of a repository."""

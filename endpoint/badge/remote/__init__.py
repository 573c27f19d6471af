"""Badges out of documents that anybody may name, on origins that the operator allows."""

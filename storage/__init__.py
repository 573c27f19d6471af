"""Bytes at rest: results of renderings, objects of an S3 bucket. Knows no web and no pixels."""

"""Objects in a bucket that is reached by the S3 protocol: Amazon's, or one of those like it."""

from storage.s3.access import Patience, S3Access
from storage.s3.bucket import Bucket, Listed, Stat

__all__ = ["Bucket", "Listed", "Patience", "S3Access", "Stat"]

"""Reports of a check, a file a format; what they are tried on stands in ``samples``."""

"""The comparison table, a file a format; what it is tried on stands in ``samples``."""

"""Drawings of what depends on what, laid out here so that no system package is needed."""

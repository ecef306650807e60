"""Dependency questions, against small graphs whose answers are found by trying everything."""

"""Figures: whole, legible, with their source in the file; ``samples`` is what they are tried on."""

"""The engines that judge a plan by shapes: the one of the house, and the reference."""

from naravard_kg.engines.breaches import Breach, Case

ENGINES = ("naravard", "pyshacl")

__all__ = ["ENGINES", "Breach", "Case"]

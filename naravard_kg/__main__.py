"""Lets ``python -m naravard_kg`` be the command line."""

from naravard_kg.cli import main

if __name__ == "__main__":
    main()

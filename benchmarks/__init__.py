"""What the matching engine reaches, measured beside its peers in the same run. `python -m benchmarks` runs all."""

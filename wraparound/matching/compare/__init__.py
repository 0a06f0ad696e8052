"""How alike two values are: numba kernels over batches of pairs of integer-coded values."""

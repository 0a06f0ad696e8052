"""How alike two values are: numba kernels over integer-coded values."""

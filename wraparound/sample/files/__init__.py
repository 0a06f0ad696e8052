"""The invented records as files: one table for benchmarks, or each source's own file with its columns and habits."""

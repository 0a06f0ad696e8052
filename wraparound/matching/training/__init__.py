"""Training: a model learnt from the records alone."""

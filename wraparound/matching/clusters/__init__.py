"""Clusters: the records that are one person, held together under their weakest link."""

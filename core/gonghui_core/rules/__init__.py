"""Dated rules with their citations, and exact counting."""

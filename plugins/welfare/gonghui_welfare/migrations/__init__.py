"""Migrations of the tables of welfare."""

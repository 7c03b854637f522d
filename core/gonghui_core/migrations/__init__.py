"""Migrations of core, and the environment that every plugin's migrations run in."""

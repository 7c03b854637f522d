"""The screens: opening, home, lists, records, reports, settings."""

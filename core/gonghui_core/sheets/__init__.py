"""Workbooks and comma-separated files, in and out."""

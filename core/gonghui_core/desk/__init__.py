"""The desk: all that a front end may ask of an opened workspace, in one officer's name."""

from gonghui_core.desk.facade import Desk

__all__ = ["Desk"]

"""The sample workspace: a fictional college's year 2023, played through the same actions as everything else."""

from gonghui_core.demo.scene import Scene, make_demo

__all__ = ["Scene", "make_demo"]

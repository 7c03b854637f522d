"""Questions, troubles and long work in a frame of their own; each dialog says by its type what it answers."""

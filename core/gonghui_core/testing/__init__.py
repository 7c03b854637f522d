"""For the tests of core and of every plugin: a union to try things in, on each kind of storage."""

"""Who holds which office: bodies, posts and terms of the union, and the officers who work in the program."""

"""Records and their rules: what is written down, for how long, and how it is taken away again."""

"""Find help: words are cut and mended, understood, looked up in an index, and what fits is put in order (`find`)."""

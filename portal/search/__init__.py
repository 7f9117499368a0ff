"""Find help: the words people use, the index, filters, facets and the order of results."""

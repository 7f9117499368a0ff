"""Cut texts and what people type into words: folded, stemmed, told from grammar, and under one name where they have several."""

"""Make an answer of what was understood: who fits how well, in what order, why, how far away; and the ways on where nothing was found."""

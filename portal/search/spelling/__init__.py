"""Mend slips: the word most likely meant, by letters, sound, how common it is and the words around it."""

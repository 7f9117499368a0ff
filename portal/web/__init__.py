"""HTTP: parse, call one domain function, render. Decides nothing about help."""

"""One screen a file: parse, call one action or query, render."""

"""Small tools that every room shares; the ground floor, which imports no app."""

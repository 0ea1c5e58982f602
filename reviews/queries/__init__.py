"""Nouns to read: reviews, scores, the gate's steps, the queue."""

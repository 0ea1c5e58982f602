"""What a page shows, as frozen dataclasses: built from what queries read, rendered by templates."""

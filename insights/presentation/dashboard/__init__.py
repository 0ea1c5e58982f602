"""The dashboard's panels, one a file."""

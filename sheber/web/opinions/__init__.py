"""What a region or an employer thinks of the plans that touch it, each for itself."""

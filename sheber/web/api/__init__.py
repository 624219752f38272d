"""What programs of the offices ask: JSON in, JSON out, in a version that stays. See docs/api.md."""

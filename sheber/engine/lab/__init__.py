"""The policy lab: what fills empty target seats, measured on whole markets, policy by policy."""

"""Tables up and down, and accounts: how a person's own data comes in and goes out."""

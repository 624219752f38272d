"""Studies of the policy lab, as files."""

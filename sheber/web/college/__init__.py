"""The rooms of a college or university: cohorts, study, practice, exchange, admission."""

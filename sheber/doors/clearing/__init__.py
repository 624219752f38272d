"""Markets, results, certificates and what is said of them, as files."""

"""Pages of a partner: the programmes in which it has a part, and how it leaves one."""

"""The site: one package per audience on the shell in `shared`. How to add one: `docs/web.md`."""

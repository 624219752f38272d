"""What was said and agreed, under which rules, and on which assumptions the offers rest.

An audience of its own for visitors, beside `public`: these pages stand for what two countries have
said, so that they are written, reviewed and translated apart from the pages that explain the site.
"""

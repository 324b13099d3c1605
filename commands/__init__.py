"""The commands: words in, answers out. The only room that knows click and exit codes.

Every heavy import stands inside the command that needs it, so that `bfa --help` starts at once.
"""

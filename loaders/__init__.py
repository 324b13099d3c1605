"""Files in, records and issues out: the packaged data, tables and the plan's text."""

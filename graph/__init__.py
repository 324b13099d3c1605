"""The bottom room: schema, values, records, claims, issues, errors, validation and stores.

Nothing here knows about files, questions, plans or pages.
"""

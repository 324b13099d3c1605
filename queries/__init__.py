"""Questions in, tables out: ties, measures, named questions and the writers of tables."""

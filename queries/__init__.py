"""Facts read off the graph, measures on counts, named questions, and the writers of tables."""

"""Facts read off the graph once, for every question: places, ties, contacts, networks, histories."""

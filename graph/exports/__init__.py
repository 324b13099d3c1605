"""The whole graph in other programs' forms. The same graph gives the same bytes in each."""

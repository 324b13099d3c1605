"""How the graph is made: the rules and the links they give, the planners' records, the compiled form."""

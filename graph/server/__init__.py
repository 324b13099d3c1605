"""The store on a Neo4j server, over two drivers: connections, statements, and rows both ways."""

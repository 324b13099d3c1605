"""Cypher, read-only: what a query may say, and the engines that answer it."""

"""Papers for print: one content, as a page and as a document for a word processor."""

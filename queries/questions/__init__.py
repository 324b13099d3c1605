"""The named questions, one module each: a graph and a date in, tables out."""

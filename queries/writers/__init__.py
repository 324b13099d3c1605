"""Tables out: JSON, CSV, XLSX and plain text, all from the same `Table`."""

"""One module a language; `files(schema)` answers the text of each file by its path."""

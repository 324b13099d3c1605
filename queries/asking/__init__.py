"""From words to a question with its parameters: names in the text, how near the rest is, what is chosen."""

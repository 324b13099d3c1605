"""What is left on a paper to be filled in by hand."""

# A line to write on.
BLANK = "." * 56
# What a signer writes, by name; the words stand under `sign-<name>` of the card.
SIGN_LINES = ("name", "full-name", "post", "date")

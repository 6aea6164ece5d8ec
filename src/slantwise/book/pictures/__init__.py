"""Pictures of an article, drawn from its data when the book is built."""

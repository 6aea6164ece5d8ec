"""The lesson as it happens: a session on the teacher's laptop, and pupils who join it."""

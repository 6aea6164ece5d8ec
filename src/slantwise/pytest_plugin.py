"""The pytest plugin: answer files become tests."""

"""The annual work report: drafted from the records, each sentence with its facts, and what is missing."""

"""The spaCy pipeline and the components that mark spans in a Doc. They find; they do not decide."""

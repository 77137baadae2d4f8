"""The app in a browser: who may come in, where their cases are, and the page around it."""

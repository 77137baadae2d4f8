"""The languages letterkit speaks: message catalogs, and which of them is wanted."""

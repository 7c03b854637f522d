"""Forms: the widgets that the kinds of fields are filled in with, and the form that holds them."""

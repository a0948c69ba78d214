"""How the tables of facts are built: one module for each, their hand-written inputs beside them."""

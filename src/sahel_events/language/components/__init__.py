"""Components, one file each: a factory function beside a plain class."""

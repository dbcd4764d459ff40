"""Assembly: the only package that knows every concrete class."""

"""What a person's words mean, one kind of meaning a module: places, ages, cases, aspects. All pure."""

def files(schema): return {}

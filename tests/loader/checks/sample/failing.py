raise RuntimeError("the module fails")

ORIGIN = "first"

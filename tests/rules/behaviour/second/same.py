ORIGIN = "second"

ORIGIN = "srcs"

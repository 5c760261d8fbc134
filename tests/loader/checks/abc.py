raise AssertionError("shadows the frozen module")

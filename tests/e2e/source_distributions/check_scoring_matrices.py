"""Uses scoring-matrices, which scikit-build-core built; checks that its native code runs."""

from __future__ import annotations

from importlib import metadata

import scoring_matrices
import scoring_matrices.lib


def check() -> None:
    """Checks everything, or fails with an AssertionError."""
    assert metadata.version("scoring-matrices")
    assert scoring_matrices.lib.__file__.endswith(".so")
    matrix = scoring_matrices.ScoringMatrix.from_name("BLOSUM62")
    assert (matrix["W", "W"], matrix["A", "R"]) == (11.0, -1.0), matrix

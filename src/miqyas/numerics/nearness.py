"""Who is near whom: neighbours within a radius, distance to the nearest, on a plane or on the earth."""

import numpy as np

from miqyas.types import BoolVector, FloatMatrix, FloatVector

EARTH_KM = 6371.0088  # mean radius of the earth (IUGG)


def on_the_sphere(degrees: FloatMatrix) -> FloatMatrix:
    """Turn longitude and latitude in degrees (n, 2) into points of the unit sphere (n, 3)."""
    longitude, latitude = np.radians(degrees).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def chord(kilometres: float) -> float:
    """Return the straight distance on the unit sphere of two points this far apart on the ground."""
    return float(2 * np.sin(min(kilometres / EARTH_KM, np.pi) / 2))


def along_the_ground(chords: FloatVector) -> FloatVector:
    """Turn straight distances on the unit sphere into kilometres."""
    arcs: FloatVector = 2 * EARTH_KM * np.arcsin(np.clip(chords / 2, 0, 1))
    return arcs


def neighbours_within(
    points: FloatMatrix, treated: BoolVector, radius: float
) -> tuple[FloatVector, FloatVector]:
    """Count the others within ``radius`` of each point, and those of them treated; shapes (n,)."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- takes a second to import

    everyone = cKDTree(points).query_ball_point(points, radius, return_length=True)
    near_treated = cKDTree(points[treated]).query_ball_point(points, radius, return_length=True)
    return np.asarray(everyone - 1, dtype=np.float64), np.asarray(near_treated - treated, dtype=np.float64)


def nearest_treated(points: FloatMatrix, treated: BoolVector) -> FloatVector:
    """Return the distance from each point to the nearest treated one other than itself, shape (n,)."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 -- takes a second to import

    distance = np.asarray(cKDTree(points[treated]).query(points, k=[1, 2])[0], dtype=np.float64)
    return np.where(treated, distance[:, 1], distance[:, 0])

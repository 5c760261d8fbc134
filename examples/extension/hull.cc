// The module shapes._hull.
#include <Python.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "examples/extension/polygon.h"

namespace {

// Convex hull by Andrew's monotone chain algorithm.
std::vector<point> hull_of(std::vector<point> points) {
    if (points.size() < 3) {
        throw std::invalid_argument("a hull needs three points");
    }
    std::sort(points.begin(), points.end(), [](const point &a, const point &b) {
        return a.x < b.x || (a.x == b.x && a.y < b.y);
    });
    std::vector<point> hull;
    for (int half = 0; half < 2; half++) {
        const std::size_t start = hull.size();
        for (const point &next : points) {
            while (hull.size() >= start + 2
                   && polygon_turn(hull[hull.size() - 2], hull.back(), next) <= 0) {
                hull.pop_back();
            }
            hull.push_back(next);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

PyObject *hull(PyObject *, PyObject *argument) {
    std::vector<point> points;
    PyObject *iterator = PyObject_GetIter(argument);
    if (iterator == nullptr) {
        return nullptr;
    }
    while (PyObject *item = PyIter_Next(iterator)) {
        point next;
        PyObject *pair = PySequence_Tuple(item);
        Py_DECREF(item);
        const bool parsed = pair != nullptr && PyArg_ParseTuple(pair, "dd:point", &next.x, &next.y);
        Py_XDECREF(pair);
        if (!parsed) {
            break;
        }
        points.push_back(next);
    }
    Py_DECREF(iterator);
    if (PyErr_Occurred()) {
        return nullptr;
    }
    try {
        points = hull_of(std::move(points));
    } catch (const std::invalid_argument &error) {
        PyErr_SetString(PyExc_ValueError, error.what());
        return nullptr;
    }
    PyObject *result = PyList_New(0);
    for (const point &corner : points) {
        PyObject *pair = Py_BuildValue("(dd)", corner.x, corner.y);
        if (result == nullptr || pair == nullptr || PyList_Append(result, pair) < 0) {
            Py_XDECREF(pair);
            Py_XDECREF(result);
            return nullptr;
        }
        Py_DECREF(pair);
    }
    return result;
}

PyMethodDef methods[] = {
    {"hull", hull, METH_O, "hull(points, /)\n--\n\nReturn the corners of the convex hull."},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef_Slot slots[] = {{0, nullptr}};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_hull", "Convex hulls.", 0, methods, slots, nullptr, nullptr, nullptr,
};

}  // namespace

PyMODINIT_FUNC PyInit__hull() {
    return PyModuleDef_Init(&definition);
}

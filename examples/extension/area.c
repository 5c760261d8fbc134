/* The module shapes._area, with the stable ABI. */
#include <Python.h>

#include <stdlib.h>

#include "examples/extension/polygon.h"

PyDoc_STRVAR(area_doc,
"area(corners, /)\n--\n\n"
"Return the area of the polygon with these corners, pairs of numbers in order.");

static PyObject *
area(PyObject *Py_UNUSED(module), PyObject *corners)
{
    const Py_ssize_t count = PySequence_Size(corners);
    if (count < 0) {
        return NULL;
    }
    struct point *points = calloc((size_t)count + 1, sizeof(*points));
    if (points == NULL) {
        return PyErr_NoMemory();
    }
    PyObject *result = NULL;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *corner = PySequence_GetItem(corners, i);
        PyObject *pair = corner == NULL ? NULL : PySequence_Tuple(corner);
        Py_XDECREF(corner);
        const int parsed =
            pair != NULL && PyArg_ParseTuple(pair, "dd:corner", &points[i].x, &points[i].y);
        Py_XDECREF(pair);
        if (!parsed) {
            goto done;
        }
    }
    result = PyFloat_FromDouble(polygon_area(points, (size_t)count));
done:
    free(points);
    return result;
}

static PyMethodDef methods[] = {
    {"area", area, METH_O, area_doc},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_area",
    .m_doc = "Areas of polygons.",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__area(void)
{
    return PyModuleDef_Init(&definition);
}

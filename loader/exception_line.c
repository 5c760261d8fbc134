#include <Python.h>                     /* must come before the system's headers */

#include "exception_line.h"

#include <string.h>

#include "compat.h"

/* The attribute of `object`, to which the reference is taken over. New reference; NULL with an
 * exception set, also if `object` is NULL. */
static PyObject *
take_attribute(PyObject *object, const char *name)
{
    PyObject *attribute = object == NULL ? NULL : PyObject_GetAttrString(object, name);
    Py_XDECREF(object);
    return attribute;
}

/* The last entry of the traceback: the frame that raised. New reference; None if there is none. */
static PyObject *
last_entry(PyObject *exception)
{
    PyObject *entry = PyObject_GetAttrString(exception, "__traceback__");
    while (entry != NULL && entry != Py_None) {
        PyObject *next = PyObject_GetAttrString(entry, "tb_next");
        if (next == NULL || next == Py_None) {
            Py_XDECREF(next);
            break;
        }
        Py_DECREF(entry);
        entry = next;
    }
    return entry;
}

/* " (FILE, line N, in NAME)", or "" if nothing says where. New reference. */
static PyObject *
place_of(PyObject *exception)
{
    PyObject *entry = last_entry(exception);
    if (entry == NULL || entry == Py_None) {
        Py_XDECREF(entry);
        return PyUnicode_FromString("");
    }
    PyObject *line = PyObject_GetAttrString(entry, "tb_lineno");
    PyObject *code = take_attribute(take_attribute(entry, "tb_frame"), "f_code");
    PyObject *file = code == NULL ? NULL : PyObject_GetAttrString(code, "co_filename");
    PyObject *name = take_attribute(code, "co_name");
    PyObject *place = NULL;
    if (line != NULL && file != NULL && name != NULL) {
        place = PyUnicode_FromFormat(" (%S, line %S, in %S)", file, line, name);
    }
    Py_XDECREF(name);
    Py_XDECREF(file);
    Py_XDECREF(line);
    return place;
}

/* The whole line, of which the text may have several. New reference, of bytes. */
static PyObject *
describe(PyObject *exception)
{
    PyObject *text = PyObject_Str(exception);
    PyObject *place = text == NULL ? NULL : place_of(exception);
    PyObject *line = NULL;
    if (place != NULL) {
        line = PyUnicode_FromFormat("%s%s%U%U", Py_TYPE(exception)->tp_name,
                                    PyUnicode_GetLength(text) == 0 ? "" : ": ", text, place);
    }
    PyObject *bytes =
        line == NULL ? NULL : PyUnicode_AsEncodedString(line, "utf-8", "backslashreplace");
    Py_XDECREF(line);
    Py_XDECREF(place);
    Py_XDECREF(text);
    return bytes;
}

void
exception_line(char *line, size_t size)
{
    PyObject *exception = PyErr_GetRaisedException();
    PyObject *bytes = describe(exception);
    const char *text = bytes == NULL ? Py_TYPE(exception)->tp_name : PyBytes_AsString(bytes);
    size_t length = strlen(text);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;                   /* not in the middle of a character */
        }
    }
    for (size_t i = 0; i < length; i++) {
        line[i] = text[i] == '\n' || text[i] == '\r' ? ' ' : text[i];
    }
    line[length] = '\0';
    Py_XDECREF(bytes);
    Py_DECREF(exception);
    PyErr_Clear();                      /* of describe() */
}

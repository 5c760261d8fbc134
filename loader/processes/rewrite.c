#include "rewrite.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../importer/packed_path.h"
#include "../loader.h"
#include "../native_text.h"
#include "../system.h"
#include "command_line.h"
#include "script.h"

bool
process_is_own(struct importer_state *state, PyObject *path)
{
    /* A list of paths to try, of which only one that stands alone is sys.executable. */
    if ((PyTuple_Check(path) || PyList_Check(path)) && PySequence_Size(path) == 1) {
        PyObject *only = PySequence_GetItem(path, 0);
        const bool result = only != NULL && process_is_own(state, only);
        Py_XDECREF(only);
        return result;
    }
    PyObject *decoded = NULL;
    int same = -1;
    if (state->root != NULL && !PyLong_Check(path) && PyUnicode_FSDecoder(path, &decoded) != 0) {
        same = native_text_same_path(decoded, state->root);
        Py_DECREF(decoded);
    }
    if (same < 0) {
        PyErr_Clear();                  /* the function that is called says what is wrong */
    }
    return same > 0;
}

/* Whether a module, or a folder with a __main__, is packed at `path`. */
static bool
is_packed_script(struct importer_state *state, const char *path)
{
    PyObject *string = PyUnicode_DecodeFSDefault(path);
    struct packed_entry module;
    int found = string == NULL ? -1 : importer_find_module_at(state, string, &module);
    if (found == 0) {
        found = importer_find_main_of_folder(state, string, &module);
    }
    Py_XDECREF(string);
    if (found < 0) {
        PyErr_Clear();
    }
    return found > 0;
}

/* The mark for a process that is to run what stands for the program. A host program is started as
 * it is: what it does is not known here. */
static const char *
mark_for_program(void)
{
    return loader.host.present ? NULL : COMMAND_LINE_PROGRAM_MARK;
}

/* The mark for a process that is to run a script. */
static const char *
mark_for_script(struct importer_state *state, const char *script, const char *folder)
{
    if (strcmp(script, loader.executable) == 0
        || (loader.program_name != NULL && strcmp(script, loader.program_name) == 0))
    {
        return mark_for_program();
    }
    if (is_packed_script(state, script)) {
        return COMMAND_LINE_INTERPRETER_MARK;
    }
    const char *mark = NULL;
    char *path = script_path_in_folder(folder, script);
    if (path != NULL && system_is_same_file(path, loader.executable)) {
        mark = mark_for_program();
    }
    else if (path != NULL && script_is_runnable(path)) {
        mark = COMMAND_LINE_INTERPRETER_MARK;
    }
    free(path);
    return mark;
}

const char *
process_mark(struct importer_state *state, int argc, char *const *argv, const char *folder)
{
    const struct command_line line = command_line_read(argc, argv);
    switch (line.kind) {
    case COMMAND_LINE_CODE:
    case COMMAND_LINE_MODULE:
    case COMMAND_LINE_STANDARD_INPUT:
        return COMMAND_LINE_INTERPRETER_MARK;
    case COMMAND_LINE_SCRIPT:
        return mark_for_script(state, argv[line.script], folder);
    default:
        return NULL;
    }
}

/* The texts of `encoded`, a tuple of bytes. The caller frees the array with PyMem_Free(). */
static char **
texts_of(PyObject *encoded)
{
    const Py_ssize_t count = PyTuple_Size(encoded);
    char **texts = PyMem_Calloc((size_t)count + 1, sizeof(char *));
    for (Py_ssize_t i = 0; texts != NULL && i < count; i++) {
        texts[i] = PyBytes_AsString(PyTuple_GetItem(encoded, i));
    }
    return texts;
}

/* The items of a tuple as the system gets them, a tuple of bytes. New reference; NULL with an
 * exception set if one of them is no argument of a process. */
static PyObject *
encode_all(PyObject *arguments)
{
    const Py_ssize_t count = PyTuple_Size(arguments);
    PyObject *encoded = PyTuple_New(count);
    for (Py_ssize_t i = 0; encoded != NULL && i < count; i++) {
        PyObject *bytes = NULL;
        if (PyUnicode_FSConverter(PyTuple_GetItem(arguments, i), &bytes) == 0) {
            Py_CLEAR(encoded);
        }
        else {
            PyTuple_SetItem(encoded, i, bytes);
        }
    }
    return encoded;
}

/* A tuple of the first argument, the mark, and the others. New reference. */
static PyObject *
insert_mark(PyObject *arguments, const char *mark)
{
    const Py_ssize_t count = PyTuple_Size(arguments);
    PyObject *mark_string = PyUnicode_FromString(mark);
    PyObject *marked = mark_string == NULL ? NULL : PyTuple_New(count + 1);
    if (marked == NULL) {
        Py_XDECREF(mark_string);
        return NULL;
    }
    PyTuple_SetItem(marked, 0, Py_NewRef(PyTuple_GetItem(arguments, 0)));
    PyTuple_SetItem(marked, 1, mark_string);
    for (Py_ssize_t i = 1; i < count; i++) {
        PyTuple_SetItem(marked, i + 1, Py_NewRef(PyTuple_GetItem(arguments, i)));
    }
    return marked;
}

PyObject *
process_rewrite_list(struct importer_state *state, PyObject *executable, PyObject *arguments,
                     PyObject *folder)
{
    if (!process_is_own(state, executable)
        || !(PyTuple_Check(arguments) || PyList_Check(arguments)))
    {
        return NULL;
    }
    PyObject *given = PySequence_Tuple(arguments);
    const Py_ssize_t count = given == NULL ? 0 : PyTuple_Size(given);
    PyObject *encoded = NULL;
    PyObject *encoded_folder = NULL;
    PyObject *marked = NULL;
    char **texts = NULL;
    if (count < 1 || count > INT_MAX || (encoded = encode_all(given)) == NULL
        || (folder != Py_None && PyUnicode_FSConverter(folder, &encoded_folder) == 0)
        || (texts = texts_of(encoded)) == NULL)
    {
        PyErr_Clear();                  /* the function that is called says what is wrong */
        goto done;
    }
    const char *const mark =
        process_mark(state, (int)count, texts,
                     encoded_folder == NULL ? NULL : PyBytes_AsString(encoded_folder));
    if (mark != NULL) {
        marked = insert_mark(given, mark);
    }
done:
    PyMem_Free(texts);
    Py_XDECREF(encoded_folder);
    Py_XDECREF(encoded);
    Py_XDECREF(given);
    return marked;
}

"""What C and C++ libraries are linked of, for extension modules."""

load("//toolchains/python:shown_label.bzl", "shown_label")

def _check_static(ctx, library):
    """Fails for a library that cannot be linked in."""
    if not (library.static_library or library.pic_static_library or library.objects or
            library.pic_objects):
        shared = library.dynamic_library or library.interface_library
        fail("{}: {} is a shared library, which cannot be linked into an extension module".format(
            shown_label(ctx.label),
            shared.short_path,
        ))

def static_files(ctx, linking_contexts, pic = False):
    """The object files and static libraries of dependencies.

    Args:
        ctx: the rule's context.
        linking_contexts: list of LinkingContexts.
        pic: bool: whether position independent ones are taken where there are both.

    Returns:
        a struct with `files` (list of Files), `flags` (list of strings: what the linker is to be
        told for them), `inputs` (list of Files that the flags name), `alwayslink` (bool).
    """
    files = {}
    flags = []
    inputs = []
    alwayslink = False
    for linking_context in linking_contexts:
        for linker_input in linking_context.linker_inputs.to_list():
            flags.extend(linker_input.user_link_flags)
            inputs.extend(linker_input.additional_inputs)
            for library in linker_input.libraries:
                _check_static(ctx, library)
                alwayslink = alwayslink or library.alwayslink
                archives = [library.static_library, library.pic_static_library]
                objects = [library.objects, library.pic_objects]
                if pic:
                    archives = reversed(archives)
                    objects = reversed(objects)
                static = archives[0] or archives[1]
                if static:
                    files[static] = None
                else:
                    files.update({file: None for file in objects[0] or objects[1]})
    return struct(files = files.keys(), flags = flags, inputs = inputs, alwayslink = alwayslink)

"""What Python libraries contribute to an executable."""

PackedLibraryInfo = provider(
    doc = "What a Python library and all it depends on contribute to an executable.",
    fields = {
        "bytecode": """depset of Files in preorder: zips of bytecode, one per library, a library
before those it depends on.""",
        "extension_libraries": "CcInfo: what extension modules are linked from.",
        "extensions": """depset of structs: extension modules to link in, the field `extension` of
`PythonExtensionInfo`.""",
        "resources": """depset of Files: files to be read. Sources of modules and files of extension
modules that are linked in may be among them; the pack tool leaves those out.""",
    },
)

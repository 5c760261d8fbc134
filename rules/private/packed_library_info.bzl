"""What Python libraries contribute to an executable."""

PackedLibraryInfo = provider(
    doc = "What a Python library and all it depends on contribute to an executable.",
    fields = {
        "bytecode": """depset of Files in preorder: zips of bytecode, one per library, a library
before those it depends on.""",
        "resources": """depset of Files: files to be read. Sources of modules may be among them; the
pack tool leaves those out.""",
    },
)

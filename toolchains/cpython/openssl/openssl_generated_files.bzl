"""The rule that runs OpenSSL's own generators."""

_PERL = Label("//toolchains/perl:toolchain_type")

def _openssl_generated_files_impl(ctx):
    perl = ctx.toolchains[_PERL].perl_info
    paths = ctx.attr.generated_files
    outputs = [ctx.actions.declare_file(ctx.label.name + "/" + path) for path in paths]

    arguments = ctx.actions.args()
    arguments.add(ctx.file._generator)
    arguments.add("--source", ctx.file.configure.dirname)
    arguments.add("--target", ctx.attr.target)
    arguments.add_all(ctx.attr.options, before_each = "--option")
    arguments.add_all(
        "--output",
        outputs[:1],
        allow_closure = True,
        map_each = lambda output: output.path.removesuffix("/" + paths[0]),
    )
    arguments.add_all(paths)
    ctx.actions.run(
        executable = perl.executable,
        arguments = [arguments],
        inputs = depset(
            [ctx.file._generator, ctx.file.configure] + ctx.files.srcs,
            transitive = [depset(ctx.files._generator_data), perl.files],
        ),
        outputs = outputs,
        # Platforms that only differ in their C library get the same files, from a cache
        # (`--experimental_output_paths=strip`).
        execution_requirements = {"supports-path-mapping": ""},
        mnemonic = "OpenSslGenerate",
        progress_message = "Generating OpenSSL's headers and assembly for %{label}",
        toolchain = _PERL,
    )

    public = []
    private = []
    for output, path in zip(outputs, paths):
        if path.startswith("include/openssl/"):
            public.append(output)
        elif path.endswith(".h"):
            private.append(output)
    return [
        DefaultInfo(files = depset(outputs)),
        OutputGroupInfo(
            private_headers = depset(private),
            public_headers = depset(public),
            sources = depset([output for output in outputs if output.extension != "h"]),
        ),
    ]

openssl_generated_files = rule(
    implementation = _openssl_generated_files_impl,
    doc = """Runs OpenSSL's Configure and its generators of headers, assembly and C for one target.

The files are in the folder `<name>/`, with the paths that they have in OpenSSL's build folder. They
depend on nothing but the source, the target and the options. Output groups: `public_headers`
(`<openssl/*.h>`), `private_headers` and `sources` (assembly and C).
""",
    attrs = {
        "configure": attr.label(
            doc = "OpenSSL's `Configure`, in the root of its source.",
            allow_single_file = True,
            mandatory = True,
        ),
        "generated_files": attr.string_list(
            doc = "The files to generate, as paths in OpenSSL's build folder.",
            mandatory = True,
        ),
        "options": attr.string_list(doc = "Options of Configure, such as `no-shared`."),
        "srcs": attr.label_list(
            doc = "The files of the source that Configure and the generators read.",
            allow_files = True,
            mandatory = True,
        ),
        "target": attr.string(
            doc = "The target of Configure, such as `linux-x86_64`.",
            mandatory = True,
        ),
        "_generator": attr.label(
            default = "//toolchains/cpython/openssl:generate.pl",
            allow_single_file = True,
        ),
        "_generator_data": attr.label(
            default = "//toolchains/cpython/openssl:compiler_identity.pl",
            allow_files = True,
        ),
    },
    toolchains = [_PERL],
)

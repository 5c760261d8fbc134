"""Resources that several tests use."""

from __future__ import annotations

import io
import random
import zlib

from tools.packed_resources.blob import AnyBlob, Blob, stored
from tools.packed_resources.format import Encoding
from tools.packed_resources.resources import Module, Resources
from tools.packed_resources.writer import write_packed_resources


def packed(resources: Resources) -> bytes:
    """Returns the packed file of the resources."""
    output = io.BytesIO()
    write_packed_resources(resources, output)
    return output.getvalue()


def compressed(content: bytes) -> Blob:
    """Returns a zlib blob whose bytes are the same with every version of zlib: level 0."""
    return Blob(zlib.compress(content, 0), Encoding.ZLIB, len(content))


def small() -> Resources:
    """Returns one of everything that the format has."""
    main = Module("app/main.py", False, stored(b"main code"))
    return Resources(
        bytecode_magic=0x0A0D0DF3,
        config=[("run_module", "__main__"), ("arg", "-v"), ("arg", ""), ("env", "A=ü")],
        modules={
            "__main__": main,
            "app": Module("app/__init__.py", True, stored(b"package code"), stored(b"# text\n")),
            "app.main": main,
            "app.same": Module("app/same.py", False, stored(b"main code")),
            "app.cold": Module("app/cold.py", False, compressed(b"cold code")),
            "space.mod": Module("space/mod.py", False, stored(b"x")),
        },
        files={
            "app/__init__.py": stored(b"# text\n"),
            "app/data/empty": stored(b""),
            "app/data/ü.bin": stored(bytes(range(256))),
            "app-1.0.dist-info/METADATA": stored(b"Name: app\n"),
        },
    )


def random_resources(seed: int) -> Resources:
    """Returns resources of any shape, with names that clash in all ways."""
    generator = random.Random(seed)
    parts = ["a", "b", "__init__x", "c-d", "ü", "0001", "long" * generator.randrange(1, 40)]

    def name(separator: str) -> str:
        return separator.join(generator.choices(parts, k=generator.randrange(1, 5)))

    def blob() -> AnyBlob:
        content = generator.randbytes(generator.choice([0, 1, 15, 16, 17, 300]))
        return compressed(content) if generator.random() < 0.3 else stored(content)

    resources = Resources(bytecode_magic=generator.getrandbits(32))
    for _ in range(generator.randrange(4)):
        resources.config.append((name("_"), name(" ")))
    for _ in range(generator.randrange(30)):
        source = blob() if generator.random() < 0.3 else None
        module = Module(name("/") + ".py", generator.random() < 0.5, blob(), source)
        resources.modules[name(".")] = module
    for _ in range(generator.randrange(30)):
        resources.files[name("/")] = blob()
    return resources

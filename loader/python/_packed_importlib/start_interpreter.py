"""What a new interpreter imports as `encodings`, its first module (loader/subinterpreter.h).

It gives the interpreter the importer, and then imports the packed `encodings` in its own place.
"""

from _frozen_importlib import _load

import _packed_interpreter
import _packed_resources

_packed_interpreter.set_up()
_load(_packed_resources.finder.find_spec(__name__))

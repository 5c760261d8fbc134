"""jsonschema: the schemas of schemas, which come with it."""

import unittest

import jsonschema
from jsonschema import validators

_SCHEMA = {
    "type": "object",
    "properties": {"born": {"type": "integer", "minimum": 1}},
    "required": ["born"],
}


class JsonSchemaTest(unittest.TestCase):
    def test_validation(self) -> None:
        jsonschema.validate({"born": 1815}, _SCHEMA)
        with self.assertRaisesRegex(jsonschema.ValidationError, "'born' is a required property"):
            jsonschema.validate({}, _SCHEMA)

    def test_schemas_of_schemas_know_wrong_schemas(self) -> None:
        names = ("2019-09", "2020-12")
        urls = [f"https://json-schema.org/draft/{name}/schema" for name in names]
        urls += [f"http://json-schema.org/draft-0{number}/schema#" for number in (3, 4, 6, 7)]
        for url in urls:
            with self.subTest(url):
                validator = validators.validator_for({"$schema": url})
                validator.check_schema({"type": "object"})
                with self.assertRaises(jsonschema.SchemaError):
                    validator.check_schema({"minimum": "1"})

    def test_reference_to_a_schema_that_comes_with_it(self) -> None:
        # Not from the network: its parts ("vocabularies") lie in a folder of their own.
        schema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
        validator = jsonschema.Draft202012Validator(schema)
        self.assertTrue(validator.is_valid({"minLength": 3}))
        self.assertFalse(validator.is_valid({"minLength": -3}))

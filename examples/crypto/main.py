"""Encrypts the text of an XML element, and reads it again."""

from __future__ import annotations

import sys

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree


def main(arguments: list[str]) -> int:
    secret = arguments[0] if arguments else "the cake is a lie"
    fernet = Fernet(Fernet.generate_key())
    message = etree.Element("message", algorithm="fernet")
    message.text = fernet.encrypt(secret.encode()).decode()
    document = etree.tostring(message, encoding="utf-8", xml_declaration=True)

    read = etree.fromstring(document)
    text = fernet.decrypt(read.xpath("string(/message)").encode()).decode()
    key = ec.generate_private_key(ec.SECP256R1())
    signature = key.sign(document, ec.ECDSA(hashes.SHA256()))
    key.public_key().verify(signature, document, ec.ECDSA(hashes.SHA256()))
    print(f"{read.get('algorithm')}: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

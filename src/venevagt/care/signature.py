"""Ed25519 signatures (RFC 8032), and a key's fingerprint that can be read aloud.

A signature shows that a file is as the owner of a key wrote it. Who owns the key it does not show.
"""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KEY_DIGITS = 64
_SIGNATURE_DIGITS = 128
_GROUPS = 6
_BYTES_OF_GROUP = 5
_DIGITS = 100_000

NOT_INSTALLED = "signing needs the package cryptography; install it with: pip install 'venevagt[sign]'"


class SignatureError(ValueError):
    """No signature, or none that fits; says what was expected."""


class KeyFileError(ValueError):
    """No private key in a file."""


def fits(public_key: str, signature: str, message: bytes) -> None:
    """Raise SignatureError unless the signature is that of this key for this very message."""
    key = _from_hex("public_key", public_key, _KEY_DIGITS)
    own = _from_hex("signature", signature, _SIGNATURE_DIGITS)
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise SignatureError(f"the signature cannot be checked: {NOT_INSTALLED}") from None
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(own, message)
    except (InvalidSignature, ValueError):
        raise SignatureError(
            "the signature does not fit: the file was changed after it was signed, expected it as it was written"
        ) from None


def _from_hex(name: str, value: str, digits: int) -> bytes:
    """The bytes of small hexadecimal digits, written in the one way there is."""
    try:
        found = bytes.fromhex(value)
    except ValueError:
        found = b""
    if len(value) != digits or found.hex() != value:
        raise SignatureError(f"{name}: expected {digits} digits 0-9 and a-f")
    return found


def fingerprint(public_key: str) -> str:
    """Six groups of five digits that stand for a public key, to be read aloud and compared."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).digest()
    starts = range(0, _GROUPS * _BYTES_OF_GROUP, _BYTES_OF_GROUP)
    groups = (int.from_bytes(digest[start : start + _BYTES_OF_GROUP], "big") % _DIGITS for start in starts)
    return " ".join(f"{group:05}" for group in groups)


def new_key() -> bytes:
    """A private key as PEM (PKCS 8), which a browser reads too. Raises ImportError without the package."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_key_of(pem: bytes) -> str:
    """The public key that belongs to a private one. Raises KeyFileError, and ImportError without the package."""
    from cryptography.hazmat.primitives import serialization

    public = _private_key(pem).public_key()
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()


def sign(pem: bytes, message: bytes) -> str:
    """The signature of a message. Raises KeyFileError, and ImportError without the package."""
    return _private_key(pem).sign(message).hex()


def _private_key(pem: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("no key in it, expected a file that `venevagt clearance key` wrote")
    return key

"""A clearance file: read, signed, and refused as soon as a byte of it was changed."""

import json
import sys

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.rehabilitation_cases import CLEARANCE, GIVEN, HELD

from venevagt.care.clearance import (
    ClearanceError,
    Held,
    Lapse,
    read_clearance,
    read_held,
    signed_bytes,
    write_held,
)
from venevagt.care.signature import KeyFileError, SignatureError, fingerprint, fits, new_key, public_key_of, sign

KEY = new_key()
ED25519 = "cryptography.hazmat.primitives.asymmetric.ed25519"
SIGNED = Held(CLEARANCE, public_key_of(KEY), sign(KEY, signed_bytes(CLEARANCE)))
FIELDS = json.loads(write_held(HELD))["clearance"]


def test_a_file_gives_back_what_was_written() -> None:
    lapsed = replace(SIGNED, lapse=Lapse(GIVEN, ("bleeding",)))
    for held in (HELD, SIGNED, lapsed):
        assert read_held(MODEL, write_held(held)) == held


def test_an_own_entry_may_be_written_by_hand() -> None:
    assert read_held(MODEL, json.dumps({"clearance": FIELDS}, indent=2).encode()) == HELD


def test_every_changed_byte_of_a_signed_file_is_refused() -> None:
    content = write_held(SIGNED).removesuffix(b"\n")
    for place in range(len(content)):
        for change in (0x01, 0x20, 0x80):
            changed = bytearray(content)
            changed[place] ^= change
            with pytest.raises(ClearanceError):
                read_held(MODEL, bytes(changed))


def test_bytes_more_or_less_are_refused() -> None:
    content = write_held(SIGNED)
    for changed in (content[:-2], b" " + content, content + b" ", content.replace(b":", b": ", 1), b""):
        with pytest.raises(ClearanceError):
            read_held(MODEL, changed)


def test_a_signature_of_another_key_is_refused() -> None:
    with pytest.raises(ClearanceError, match="the signature does not fit: the file was changed after it was signed"):
        read_held(MODEL, write_held(replace(SIGNED, public_key=public_key_of(new_key()))))
    with pytest.raises(ClearanceError, match="signature: expected 128 digits"):
        read_held(MODEL, write_held(replace(SIGNED, signature=SIGNED.signature.upper())))


def test_the_signature_is_ed25519_as_rfc_8032_has_it() -> None:
    """The second test vector of RFC 8032, section 7.1."""
    public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    fits(public, signature, b"\x72")
    with pytest.raises(SignatureError):
        fits(public, signature, b"\x73")


def test_a_fingerprint_can_be_read_aloud() -> None:
    groups = fingerprint(SIGNED.public_key).split(" ")
    assert len(groups) == 6
    assert all(len(group) == 5 and group.isdigit() for group in groups)
    assert fingerprint("00" * 32) == "34584 15407 68110 72389 41680 02623"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": ""}, "by: expected 1 to 300 characters on one line, found ''"),
        ({"by": "a\nb"}, "by: expected 1 to 300 characters on one line"),
        ({"by": "  "}, "by: expected 1 to 300 characters on one line"),
        ({"until": "2027-02-30"}, "until: expected a day such as 2026-11-24, found '2027-02-30'"),
        ({"until": "2026-11-23"}, r"expected treatment_started .* and until \(2026-11-23\) in this order"),
        ({"up_to_stage": "sprot"}, "up_to_stage: expected one of first_days, daily_walks, strength, sport"),
        ({"diagnosis": None}, "diagnosis: nothing there, expected it in every clearance"),
        ({"kind": "another"}, "kind: expected 'venevagt.clearance/1', found 'another'"),
        ({"untill": "2027-01-01"}, "unknown field 'untill', did you mean 'until'?"),
    ],
)
def test_a_field_that_is_wrong_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(ClearanceError, match=message.replace("?", r"\?")):
        read_clearance(MODEL, {**FIELDS, **change})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "no JSON"),
        (b"[]", "expected a file with a clearance as an object, found a list"),
        (b"{}", "no 'clearance' in the file"),
        (b'{"clearence": 1}', "unknown field 'clearence', expected clearance"),
        (b'{"clearance": 1}', "clearance: expected a clearance as an object, found"),
        (b" " * 20_001, "20001 bytes, expected a clearance of at most 20000"),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ClearanceError, match=message):
        read_held(MODEL, content)


def test_what_is_no_key_does_not_sign() -> None:
    with pytest.raises(KeyFileError, match="no key in it, expected a file that `venevagt clearance key` wrote"):
        sign(b"hello", b"")


def test_without_the_package_no_signed_clearance_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, ED25519, None)
    with pytest.raises(ClearanceError, match=r"cannot be checked: .* pip install 'venevagt\[sign\]'"):
        read_held(MODEL, write_held(SIGNED))
    assert read_held(MODEL, write_held(HELD)) == HELD

"""Seal a request to a council: anyone with the public key can write, only the holder of the private key can read."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from portal.referrals.errors import ReferralError
from portal.referrals.models import SCHEMA_VERSION

_NONCE_BYTES = 12


@dataclass(frozen=True)
class Sealed:
    """A sealed request: the data key under the council's public key `key_id`, the content under the data key."""

    key_id: str
    schema_version: int
    sealed_key: bytes
    box: bytes


@dataclass(frozen=True)
class SealedApart:
    """What is sealed beside a request, for a row of its own: data key and content as there, without a schema."""

    key_id: str
    sealed_key: bytes
    box: bytes


def new_key_pair() -> tuple[PublicKey, PrivateKey]:
    """Make a council's key pair."""
    private = PrivateKey.generate()
    return private.public_key, private


def key_id(public_key: PublicKey) -> str:
    """Give the id of a key pair: 16 hex digits of the public key's hash."""
    return hashlib.sha256(bytes(public_key)).hexdigest()[:16]


def seal_referral(public_key: PublicKey, answers_json: bytes, referral_id: str) -> Sealed:
    """Seal the answers under a fresh data key that only the council's private key gives back."""
    sealed = _seal(public_key, answers_json, _context(referral_id, SCHEMA_VERSION))
    return Sealed(sealed.key_id, SCHEMA_VERSION, sealed.sealed_key, sealed.box)


def open_referral(private_keys: Mapping[str, PrivateKey], sealed: Sealed, referral_id: str) -> bytes:
    """Open the answers; raise `ReferralError`: `key_missing`, or `sealed_otherwise` (one changed byte is enough)."""
    context = _context(referral_id, sealed.schema_version)
    return _decrypt(_data_key(private_keys, sealed), sealed.box, context)


def seal_apart(public_key: PublicKey, data: bytes, row_id: str) -> SealedApart:
    """Seal what a family adds later, for one row of its own, as the request itself is sealed."""
    return _seal(public_key, data, _apart_context(row_id))


def open_apart(private_keys: Mapping[str, PrivateKey], sealed: SealedApart, row_id: str) -> bytes:
    """Open what was sealed apart; raises as `open_referral` does."""
    return _decrypt(_data_key(private_keys, sealed), sealed.box, _apart_context(row_id))


def seal_note(private_keys: Mapping[str, PrivateKey], sealed: Sealed, note: str, *, note_id: str) -> bytes:
    """Seal a worker's note under the request's own data key, so that destroying that key ends the note too."""
    return _encrypt(_data_key(private_keys, sealed), note.encode(), _note_context(note_id))


def open_note(private_keys: Mapping[str, PrivateKey], sealed: Sealed, box: bytes, *, note_id: str) -> str:
    """Open a note of this request."""
    return _decrypt(_data_key(private_keys, sealed), box, _note_context(note_id)).decode()


def reseal_data_key(
    private_keys: Mapping[str, PrivateKey], key_id: str, sealed_key: bytes, public_key: PublicKey
) -> bytes:
    """Seal a request's data key to another public key; the request itself stays as it is."""
    return SealedBox(public_key).encrypt(_open_data_key(private_keys, key_id, sealed_key))


def _seal(public_key: PublicKey, data: bytes, context: bytes) -> SealedApart:
    data_key = AESGCM.generate_key(bit_length=256)
    return SealedApart(
        key_id=key_id(public_key),
        sealed_key=SealedBox(public_key).encrypt(data_key),
        box=_encrypt(data_key, data, context),
    )


def _data_key(private_keys: Mapping[str, PrivateKey], sealed: Sealed | SealedApart) -> bytes:
    return _open_data_key(private_keys, sealed.key_id, sealed.sealed_key)


def _open_data_key(private_keys: Mapping[str, PrivateKey], key_id: str, sealed_key: bytes) -> bytes:
    private = private_keys.get(key_id)
    if private is None:
        raise ReferralError("key_missing")
    try:
        return SealedBox(private).decrypt(sealed_key)
    except CryptoError as error:
        raise ReferralError("sealed_otherwise") from error


def _encrypt(data_key: bytes, data: bytes, context: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(data_key).encrypt(nonce, data, context)


def _decrypt(data_key: bytes, box: bytes, context: bytes) -> bytes:
    try:
        return AESGCM(data_key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise ReferralError("sealed_otherwise") from error


def _context(referral_id: str, schema_version: int) -> bytes:
    return f"referral {referral_id} {schema_version}".encode()


def _note_context(note_id: str) -> bytes:
    return f"note {note_id}".encode()


def _apart_context(row_id: str) -> bytes:
    return f"apart {row_id}".encode()

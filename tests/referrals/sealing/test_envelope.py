from dataclasses import replace

import pytest

from portal.referrals.errors import ReferralError
from portal.referrals.sealing.envelope import Sealed, new_key_pair, open_note, open_referral, seal_note, seal_referral
from tests.referrals.world import PRIVATE_KEYS, PUBLIC_KEY

SEALED = seal_referral(PUBLIC_KEY, b"what a family wrote", "one")


def flip(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def test_the_private_key_opens_what_the_public_key_sealed() -> None:
    assert open_referral(PRIVATE_KEYS, SEALED, "one") == b"what a family wrote"


def test_two_requests_never_share_a_data_key_or_a_ciphertext() -> None:
    again = seal_referral(PUBLIC_KEY, b"what a family wrote", "one")
    assert again.box != SEALED.box
    with pytest.raises(ReferralError):
        open_referral(PRIVATE_KEYS, replace(SEALED, sealed_key=again.sealed_key), "one")


@pytest.mark.parametrize(
    ("sealed", "request_id"),
    [
        (SEALED, "two"),
        (replace(SEALED, schema_version=1), "one"),
        (replace(SEALED, box=flip(SEALED.box)), "one"),
        (replace(SEALED, box=SEALED.box[:5]), "one"),
        (replace(SEALED, sealed_key=flip(SEALED.sealed_key)), "one"),
    ],
)
def test_another_request_another_schema_or_one_changed_byte_stays_shut(sealed: Sealed, request_id: str) -> None:
    with pytest.raises(ReferralError) as refused:
        open_referral(PRIVATE_KEYS, sealed, request_id)
    assert refused.value.code == "sealed_otherwise"


def test_without_the_councils_private_key_nothing_opens() -> None:
    _, other = new_key_pair()
    with pytest.raises(ReferralError) as missing:
        open_referral({}, SEALED, "one")
    with pytest.raises(ReferralError) as wrong:
        open_referral({SEALED.key_id: other}, SEALED, "one")
    assert (missing.value.code, wrong.value.code) == ("key_missing", "sealed_otherwise")


def test_a_note_opens_only_with_its_own_request_and_id() -> None:
    box = seal_note(PRIVATE_KEYS, SEALED, "rang, no answer", note_id="n1")
    assert open_note(PRIVATE_KEYS, SEALED, box, note_id="n1") == "rang, no answer"
    other = seal_referral(PUBLIC_KEY, b"", "two")
    for sealed, note_id in ((SEALED, "n2"), (other, "n1")):
        with pytest.raises(ReferralError):
            open_note(PRIVATE_KEYS, sealed, box, note_id=note_id)

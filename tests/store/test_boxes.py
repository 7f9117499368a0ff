import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.store.boxes import BoxError, new_secret, open_box, row_id, seal

SECRET = "Qq1xd2f8AK2NUTx0vZKvcDVfG4PMZB76o9iVkIExLns"


@given(st.binary(max_size=2000), st.text(max_size=50))
def test_what_was_sealed_opens_again(data: bytes, secret: str) -> None:
    assert open_box(secret, seal(secret, data, context="notes"), context="notes") == data


@pytest.mark.parametrize(
    ("secret", "context"),
    [(SECRET[::-1], "notes"), (SECRET + "=", "notes"), ("", "notes"), (SECRET, "drafts"), (SECRET, "")],
)
def test_another_secret_or_context_opens_nothing(secret: str, context: str) -> None:
    with pytest.raises(BoxError) as shut:
        open_box(secret, seal(SECRET, b"at my sister's", context="notes"), context=context)
    assert shut.value.code == "sealed_otherwise"


def test_one_changed_bit_anywhere_keeps_it_shut() -> None:
    box = seal(SECRET, b"at my sister's", context="notes")
    for position in range(len(box)):
        changed = bytearray(box)
        changed[position] ^= 1
        with pytest.raises(BoxError):
            open_box(SECRET, bytes(changed), context="notes")


@pytest.mark.parametrize("length", [0, 1, 28])
def test_a_box_cut_short_is_malformed(length: int) -> None:
    with pytest.raises(BoxError) as shut:
        open_box(SECRET, seal(SECRET, b"words", context="notes")[:length], context="notes")
    assert shut.value.code == "malformed"


def test_the_same_words_are_never_sealed_alike_and_never_show() -> None:
    boxes = {seal(SECRET, b"at my sister's", context="notes") for _ in range(50)}
    assert len(boxes) == 50
    assert not any(b"sister" in box for box in boxes)


def test_a_row_id_is_always_the_same_and_shows_nothing_of_its_secret() -> None:
    assert row_id(SECRET) == row_id(SECRET) != row_id(new_secret())
    assert SECRET not in row_id(SECRET)
    assert len(row_id(SECRET)) == 64


def test_a_secret_has_256_bits_and_is_never_the_same() -> None:
    secrets = {new_secret() for _ in range(200)}
    assert len(secrets) == 200
    assert {len(secret) for secret in secrets} == {43}
